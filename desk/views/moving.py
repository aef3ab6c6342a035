"""Moving a visit: dropped in the calendar, or by a form that needs no mouse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from common.errors import Conflict, NotFound, ServiceError
from desk.calendar.moving import Shift, check_free, conflict_words, told_words
from desk.calendar.times import moment_of
from desk.calendar.words import moment_there, moment_words
from desk.forms.base import attempt
from desk.forms.booking import MoveForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import appointment_crumb, calendar_crumb
from scheduling.access import get_appointment, get_practitioner, visible_practitioners
from scheduling.models import Appointment
from scheduling.rules.series import Scope
from scheduling.services.changing import move_appointment
from scheduling.services.refusals import SlotTaken
from scheduling.services.series import SeriesConflicts, move_series
from scheduling.words import zone_words


@require_http_methods(["GET", "POST"])
@needs(Permission.EDIT_PATIENTS)
def shift(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Asked by the calendar: what a drop would mean (GET), and the drop itself (POST), as JSON."""
    appointment = get_appointment(request.user, uuid, Permission.EDIT_PATIENTS)
    said = request.POST if request.method == "POST" else request.GET
    try:
        asked = _shift(request, appointment, said)
    except NotFound:
        raise
    except ServiceError as error:
        return JsonResponse({"problem": str(error.message), "free": []})
    if request.method != "POST":
        return JsonResponse(asked.look())
    try:
        moved = move_appointment(
            by=request.user, appointment=uuid, starts_at=asked.starts_at, practitioner=asked.practitioner.uuid
        )
    except NotFound:
        raise
    except ServiceError as error:
        return JsonResponse(_refused(asked, error), status=409)
    return JsonResponse({"said": _moved_words(moved, asked.zone)})


def _shift(request: StaffRequest, appointment: Appointment, said: Mapping[str, str]) -> Shift:
    practitioner = appointment.practitioner
    if other := said.get("practitioner"):
        practitioner = get_practitioner(request.user, _uuid(other), Permission.EDIT_PATIENTS)
    zone = said.get("zone") or appointment.clinic.time_zone
    return Shift(appointment, practitioner, moment_of(said.get("to", ""), zone), zone)


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError as error:
        raise NotFound(str(error)) from error


def _refused(asked: Shift, error: ServiceError) -> dict[str, Any]:
    """A look says better why than the race that was lost; and if the look finds nothing, the error does."""
    looked = asked.look()
    if "problem" in looked:
        return looked
    return asked.refused(str(error.message), error.slots if isinstance(error, SlotTaken) else [])


@needs(Permission.EDIT_PATIENTS)
def move_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    appointment = get_appointment(request.user, uuid, Permission.EDIT_PATIENTS)
    form = MoveForm(
        appointment,
        visible_practitioners(request.user),
        posted(request),
        starts_at=request.GET.get("to", ""),
        practitioner=request.GET.get("practitioner", ""),
    )
    if moved := attempt(form, lambda data: _move(request, appointment, data)):
        messages.success(request, moved)
        return redirect("admin:appointment", uuid)
    zone, practitioner = appointment.clinic.time_zone, appointment.practitioner
    return page(
        request,
        "appointment_move",
        _("Move the visit"),
        crumbs=[calendar_crumb(), appointment_crumb(appointment)],
        appointment=appointment,
        was=moment_words(appointment.starts_at, zone),
        zone=zone_words(zone, appointment.starts_at),
        there=moment_there(appointment.starts_at, practitioner.time_zone, zone),
        told=told_words(appointment),
        form=form,
        back=appointment_crumb(appointment).url,
        **_what_helps(request, appointment, form),
    )


def _move(request: StaffRequest, appointment: Appointment, data: dict[str, Any]) -> str:
    """The visit, or its series; what was done in words."""
    scope = Scope(data["scope"] or Scope.THIS)
    if scope != Scope.THIS:
        return _move_series(request, appointment, data["starts_at"], scope)
    who = get_practitioner(request.user, data["practitioner"], Permission.EDIT_PATIENTS)
    if not data["overbook_reason"]:
        check_free(appointment.kind, who, appointment.patient, data["starts_at"], ignoring=appointment)
    moved = move_appointment(
        by=request.user,
        appointment=appointment.uuid,
        starts_at=data["starts_at"],
        practitioner=who.uuid,
        overbook_reason=data["overbook_reason"],
    )
    return _moved_words(moved, appointment.clinic.time_zone)


def _move_series(request: StaffRequest, appointment: Appointment, starts_at: datetime, scope: Scope) -> str:
    try:
        rows = move_series(by=request.user, appointment=appointment.uuid, starts_at=starts_at, scope=scope)
    except SeriesConflicts as error:
        words = conflict_words(error, appointment.practitioner.time_zone)
        raise Conflict(words, code=error.code) from error
    return ngettext("{n} visit is moved.", "{n} visits are moved.", len(rows)).format(n=len(rows))


def _moved_words(moved: Appointment, zone: str) -> str:
    return _("{who} is moved to {when}.").format(
        who=moved.patient.name, when=moment_words(moved.starts_at, zone)
    )


def _what_helps(request: StaffRequest, appointment: Appointment, form: MoveForm) -> dict[str, Any]:
    """Beside a refusal: why it is one, and what is free near the time that was wanted."""
    said = getattr(form, "cleaned_data", {})
    starts_at, whom = said.get("starts_at"), said.get("practitioner")
    if not form.errors or starts_at is None or whom is None:
        return {}
    who = get_practitioner(request.user, whom, Permission.EDIT_PATIENTS)
    asked = Shift(appointment, who, starts_at, who.time_zone)
    return {"near": [(slot.starts_at, moment_words(slot.starts_at, who.time_zone)) for slot in asked.near()]}
