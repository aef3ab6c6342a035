"""Those who ask to be seen: who waits, one of them, and what becomes of it."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from desk.duplicates import CONFIRM, attempt_new
from desk.forms.base import ReasonForm, attempt
from desk.forms.gate import ConfirmForm, RegisterForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, is_allowed, needs, posted
from patients.enums import EnquiryState
from patients.gate_access import get_enquiry
from patients.models import Enquiry
from patients.queries.gate import answers_of, enquiry_list
from patients.services.enquiries import decline_enquiry, register_enquiry
from programs.queries.packs import condition_names


@needs(Permission.VIEW_PATIENTS)
def enquiries_page(request: StaffRequest) -> HttpResponseBase:
    asked = request.GET.get("state", "")
    state = asked if asked in EnquiryState.values else EnquiryState.OPEN
    return page(
        request,
        "enquiries",
        _("Enquiries"),
        page_obj=paginated(request, enquiry_list(request.user, state=state)),
        state=state,
        states=EnquiryState.choices,
        now=clock.now(),
        conditions=condition_names(),
    )


@needs(Permission.VIEW_PATIENTS)
def enquiry_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The front desk reads whom to call; what was told is for those who treat."""
    enquiry = get_enquiry(request.user, uuid)
    sees_record = is_allowed(request, Permission.VIEW_CLINICAL)
    form = (RegisterForm if sees_record else ConfirmForm)(posted(request))
    confirmed = CONFIRM in request.POST
    patient, duplicates = attempt_new(
        form, lambda data: register_enquiry(by=request.user, enquiry=uuid, confirm_new=confirmed, **data)
    )
    if patient:
        messages.success(request, _("%(name)s is registered.") % {"name": patient.name})
        return redirect("admin:patient", patient.uuid)
    return page(
        request,
        "enquiry",
        enquiry.name,
        crumbs=[_crumb()],
        enquiry=enquiry,
        form=form,
        duplicates=duplicates,
        answers=answers_of(enquiry.screening) if sees_record else [],
        condition=condition_names().get(enquiry.condition, enquiry.condition),
        now=clock.now(),
    )


@needs(Permission.EDIT_PATIENTS)
def decline_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    enquiry = get_enquiry(request.user, uuid, Permission.EDIT_PATIENTS)
    form = ReasonForm(posted(request))
    if attempt(form, lambda data: decline_enquiry(by=request.user, enquiry=uuid, **data)):
        messages.success(request, _("Settled. Please tell them yourself, by mail or telephone."))
        return redirect("admin:enquiries")
    return page(
        request,
        "form",
        _("Say no"),
        crumbs=[_crumb(), _own_crumb(enquiry)],
        lead=_("They hear nothing from here: write or call them. The reason stays with the enquiry."),
        form=form,
        save=_("Settle it"),
        back=_own_crumb(enquiry).url,
    )


def _crumb() -> Crumb:
    return Crumb(_("Enquiries"), reverse("admin:enquiries"))


def _own_crumb(enquiry: Enquiry) -> Crumb:
    return Crumb(enquiry.name, reverse("admin:enquiry", args=[enquiry.uuid]))
