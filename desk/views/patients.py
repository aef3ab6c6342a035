"""The patient list, a patient's details, and what they logged."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from desk.duplicates import CONFIRM, attempt_new
from desk.forms.base import attempt
from desk.forms.patients import PatientForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, is_allowed, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.models import Patient
from patients.queries.patients import patient_list
from patients.services.patients import register_patient, update_patient
from programs.queries.patient_chart import logs_of

LOGS_A_PAGE = 50


@needs(Permission.VIEW_PATIENTS)
def patient_list_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    found = paginated(request, patient_list(request.user, search))
    return page(request, "patients", _("Patients"), page_obj=found, search=search)


@needs(Permission.EDIT_PATIENTS)
def register(request: StaffRequest) -> HttpResponseBase:
    form, confirmed = _form(request), CONFIRM in request.POST
    patient, duplicates = attempt_new(
        form, lambda data: register_patient(by=request.user, confirm_new=confirmed, **data)
    )
    if patient:
        messages.success(request, _("%(name)s is registered.") % {"name": patient.name})
        return redirect("admin:patient", patient.uuid)
    crumbs = [patients_crumb()]
    return page(
        request,
        "patient_form",
        _("New patient"),
        crumbs=crumbs,
        form=form,
        duplicates=duplicates,
        save=_("Register"),
        back=crumbs[0].url,
    )


@needs(Permission.EDIT_PATIENTS)
def edit(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
    form = _form(request, patient)
    if attempt(form, lambda data: update_patient(by=request.user, patient=uuid, changes=data)):
        messages.success(request, _("The details are saved."))
        return redirect("admin:patient", uuid)
    crumbs: list[Crumb] = [patients_crumb(), patient_crumb(patient)]
    back = patient_crumb(patient).url
    return page(
        request, "patient_form", _("Edit details"), crumbs=crumbs, form=form, save=_("Save"), back=back
    )


def _form(request: StaffRequest, patient: Patient | None = None) -> PatientForm:
    sees_record = is_allowed(request, Permission.VIEW_CLINICAL)
    return PatientForm(request.membership.clinic, posted(request), patient=patient, sees_record=sees_record)


@needs(Permission.VIEW_CLINICAL)
def logs_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
    found = paginated(request, logs_of(patient), LOGS_A_PAGE)
    return page(
        request,
        "logs",
        _("Logs"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        today=clock.today_in(patient.time_zone),
        page_obj=found,
        logs=found,
    )
