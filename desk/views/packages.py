"""Visits paid for ahead: what a patient has, selling more, the ledger of one and putting it right."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.visits_ahead import CorrectForm, SellForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, is_allowed, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.models import Patient
from scheduling.access import visible_kinds
from scheduling.package_access import get_package
from scheduling.queries.packages import ledger_of, standing_of, standings_of
from scheduling.services.packages import correct_package, sell_package


@needs(Permission.VIEW_PATIENTS)
def packages_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """A patient's packages, and a form for one more."""
    patient = get_patient(request.user, uuid)
    form = SellForm(visible_kinds(request.user).filter(is_active=True), posted(request))
    sells = is_allowed(request, Permission.EDIT_PATIENTS)
    if attempt(form, lambda _data: sell_package(by=request.user, patient=uuid, **form.sold())):
        messages.success(request, _("Sold. The next visits that fit are taken from it."))
        return redirect("admin:patient_packages", uuid)
    return page(
        request,
        "packages",
        _("Packages"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        age=patient.age(),
        standings=standings_of(patient),
        form=form if sells else None,
    )


@needs(Permission.VIEW_PATIENTS)
def package_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Every line of a package, the latest first."""
    package = get_package(request.user, uuid)
    form = CorrectForm(posted(request))
    if attempt(form, lambda data: correct_package(by=request.user, package=uuid, **data)):
        messages.success(request, _("Corrected."))
        return redirect("admin:patient_package", uuid)
    return page(
        request,
        "package",
        package.name,
        crumbs=[patients_crumb(), patient_crumb(package.patient), _packages_crumb(package.patient)],
        patient=package.patient,
        standing=standing_of(package),
        page_obj=paginated(request, ledger_of(package)),
        form=form if is_allowed(request, Permission.EDIT_PATIENTS) else None,
    )


def _packages_crumb(patient: Patient) -> Crumb:
    return Crumb(_("Packages"), reverse("admin:patient_packages", args=[patient.uuid]))
