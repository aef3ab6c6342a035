"""Visits one by one: the page of a visit, what is done with it, and the lists of visits and of requests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import Permission
from common import clock
from common.errors import NotFound, ServiceError
from desk.calendar.words import moment_there, moment_words
from desk.forms.base import attempt
from desk.forms.booking import CancelForm, DeclineForm
from desk.pages import page, paginated
from desk.staff import StaffRequest, is_allowed, needs, posted
from desk.views.crumbs import appointment_crumb, calendar_crumb, patient_crumb
from scheduling.access import get_appointment
from scheduling.enums import OPEN, AppointmentStatus
from scheduling.models import Appointment
from scheduling.queries.appointments import (
    COMING,
    LISTS,
    PAST,
    appointment_list,
    credit_of,
    of_series,
    requests_waiting,
)
from scheduling.queries.visit_history import history_of
from scheduling.rules.series import Scope
from scheduling.services.changing import cancel_appointment, is_after_cutoff
from scheduling.services.closing import complete_appointment, mark_no_show
from scheduling.services.series import cancel_series
from scheduling.services.staff_booking import approve_request, decline_request

LIST_WORDS = {
    COMING: gettext_lazy("To come"),
    PAST: gettext_lazy("Past"),
    AppointmentStatus.CANCELLED.value: gettext_lazy("Cancelled"),
    AppointmentStatus.NO_SHOW.value: gettext_lazy("Did not come"),
}


@require_safe
@needs(Permission.VIEW_PATIENTS)
def appointments_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    asked = request.GET.get("which", "")
    which = asked if asked in LISTS else COMING
    return page(
        request,
        "appointments",
        _("Visits"),
        page_obj=paginated(request, appointment_list(request.user, which=which, search=search)),
        search=search,
        which=which,
        lists=[(name, LIST_WORDS[name]) for name in LISTS],
        clinic=request.membership.clinic,
    )


@require_safe
@needs(Permission.VIEW_PATIENTS)
def requests_page(request: StaffRequest) -> HttpResponseBase:
    return page(
        request,
        "requests",
        _("Requests"),
        page_obj=paginated(request, requests_waiting(request.user)),
        clinic=request.membership.clinic,
    )


@require_safe
@needs(Permission.VIEW_PATIENTS)
def appointment_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    appointment = get_appointment(request.user, uuid)
    now, zone = clock.now(), appointment.clinic.time_zone
    return page(
        request,
        "appointment",
        _("Visit of {name}").format(name=appointment.patient.name),
        crumbs=[calendar_crumb(), patient_crumb(appointment.patient)],
        appointment=appointment,
        clinic=appointment.clinic,
        there=moment_there(appointment.starts_at, appointment.practitioner.time_zone, zone),
        patient_clock=moment_there(appointment.starts_at, appointment.patient.time_zone, zone),
        series=list(of_series(request.user, appointment)),
        history=[(done, _shows_reason(request, done.by, appointment)) for done in history_of(appointment)],
        credit=credit_of(appointment),
        day=clock.today_in(zone, appointment.starts_at).isoformat(),
        is_open=appointment.status in OPEN and appointment.starts_at > now,
        has_room=_has_room(request, appointment),
        may_close=_may_close(appointment),
        shows_why=_shows_reason(request, appointment.cancelled_by, appointment),
    )


def _has_room(request: StaffRequest, appointment: Appointment) -> bool:
    """Only whoever sees the patient finds the room."""
    is_theirs = appointment.practitioner.user_id == request.user.pk
    return is_theirs and appointment.is_remote and appointment.status == AppointmentStatus.BOOKED


def _may_close(appointment: Appointment) -> bool:
    closed = (AppointmentStatus.BOOKED, AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW)
    return appointment.status in closed and appointment.starts_at <= clock.now()


def _shows_reason(request: StaffRequest, by: User | None, appointment: Appointment) -> bool:
    """What a patient wrote may say how they are: that is for those who treat."""
    if is_allowed(request, Permission.VIEW_CLINICAL):
        return True
    return by is not None and by.pk != appointment.patient.user_id and by.is_staff


@needs(Permission.EDIT_PATIENTS)
def cancel_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    appointment = get_appointment(request.user, uuid, Permission.EDIT_PATIENTS)
    form = CancelForm(appointment, posted(request), is_late=is_after_cutoff(appointment))
    if cancelled := attempt(form, lambda data: _cancel(request.user, uuid, data)):
        done = ngettext("{n} visit is cancelled.", "{n} visits are cancelled.", cancelled)
        messages.success(request, done.format(n=cancelled))
        return redirect("admin:appointment", uuid)
    return _form_page(request, appointment, form, _("Cancel the visit"), save=_("Cancel it"))


def _cancel(by: User, uuid: UUID, data: dict[str, Any]) -> int:
    scope = Scope(data.get("scope") or Scope.THIS)
    said = {"reason": data["reason"], "is_late": data["is_late"]}
    if scope != Scope.THIS:
        return len(cancel_series(by=by, appointment=uuid, scope=scope, **said))
    cancel_appointment(by=by, appointment=uuid, **said)
    return 1


@needs(Permission.EDIT_PATIENTS)
def decline_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    appointment = get_appointment(request.user, uuid, Permission.EDIT_PATIENTS)
    form = DeclineForm(posted(request))
    if attempt(form, lambda data: decline_request(by=request.user, appointment=uuid, **data)):
        messages.success(request, _("Declined. The patient gets a mail with your words."))
        return redirect("admin:requests")
    return _form_page(request, appointment, form, _("Decline the request"), save=_("Decline it"))


def _form_page(
    request: StaffRequest, appointment: Appointment, form: forms.Form, title: str, *, save: str
) -> HttpResponseBase:
    zone = appointment.clinic.time_zone
    lead = f"{appointment.patient.name}, {moment_words(appointment.starts_at, zone)}"
    return page(
        request,
        "form",
        title,
        crumbs=[calendar_crumb(), appointment_crumb(appointment)],
        lead=lead,
        form=form,
        save=save,
        back=appointment_crumb(appointment).url,
    )


@dataclass(frozen=True)
class Act:
    """What is done with a visit at the press of one button, and what is said then."""

    service: Callable[..., Appointment]
    done: str | Promise


ACTS = {
    "completed": Act(complete_appointment, gettext_lazy("Noted that it took place.")),
    "no-show": Act(mark_no_show, gettext_lazy("Noted that the patient did not come.")),
    "approve": Act(approve_request, gettext_lazy("Approved. The patient gets a mail.")),
}


@require_POST
@needs(Permission.EDIT_PATIENTS)
def act_page(request: StaffRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """Took place, did not come, approved."""
    if (act := ACTS.get(name)) is None:
        raise Http404
    try:
        act.service(by=request.user, appointment=uuid)
        messages.success(request, str(act.done))
    except NotFound:
        raise
    except ServiceError as error:
        messages.error(request, str(error.message))
    back = "admin:requests" if request.POST.get("back") == "requests" else ""
    return redirect(reverse(back) if back else reverse("admin:appointment", args=[uuid]))
