"""Who waits for a time: the clinic's list by kind, adding somebody, taking them off."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import Conflict
from desk.forms.base import attempt
from desk.forms.visits_ahead import WaitlistForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb
from patients.access import get_patient
from scheduling.access import visible_kinds, visible_practitioners
from scheduling.queries.waitlist import waiting_list
from scheduling.services.waitlist import add_to_waitlist, withdraw_from_waitlist

A_PAGE = 50


@needs(Permission.VIEW_PATIENTS)
def waitlist_page(request: StaffRequest) -> HttpResponseBase:
    """By kind, in the order of asking; who has an offer now, and who has to be called."""
    rows = paginated(request, waiting_list(request.user), A_PAGE)
    return page(request, "waitlist", _("Waiting list"), page_obj=rows, now=clock.now())


@needs(Permission.EDIT_PATIENTS)
def add_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
    form = WaitlistForm(
        visible_kinds(request.user, Permission.EDIT_PATIENTS).filter(is_active=True),
        visible_practitioners(request.user, Permission.EDIT_PATIENTS),
        clock.today_in(patient.time_zone),
        posted(request),
    )
    if attempt(form, lambda _data: add_to_waitlist(by=request.user, patient=patient.uuid, **form.wanted())):
        messages.success(request, _("%(name)s is on the waiting list.") % {"name": patient.name})
        return redirect("admin:waitlist")
    return page(
        request,
        "form",
        _("Put on the waiting list"),
        crumbs=[_crumb(), patient_crumb(patient)],
        lead=_("%(name)s is asked by mail when a time becomes free. Times of day are on the patient's clock.")
        % {"name": patient.name},
        warnings=[]
        if patient.user
        else [_("This patient does not sign in yet: call them when a time is free.")],
        form=form,
        save=_("Put on the list"),
        back=patient_crumb(patient).url,
    )


@needs(Permission.EDIT_PATIENTS)
def withdraw_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    if request.method == "POST":
        try:
            entry = withdraw_from_waitlist(by=request.user, entry=uuid)
        except Conflict as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("%(name)s no longer waits.") % {"name": entry.patient.name})
    return redirect("admin:waitlist")


def _crumb() -> Crumb:
    return Crumb(_("Waiting list"), reverse("admin:waitlist"))
