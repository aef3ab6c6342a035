"""The video room for the practitioner, and what lies beside the picture: the program, the last checks, the
note.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from common.errors import Conflict
from common.middleware import policy
from desk.pages import page
from desk.staff import StaffRequest, needs
from desk.views.notes import PARTS
from patients.enums import DocumentState
from patients.models import Episode, Patient, VisitNote
from patients.queries.documents import note_list
from patients.queries.gate import stops_of
from patients.queries.patients import age, episodes_of
from patients.services.visit_notes import start_note
from programs.access import visible_programs
from programs.enums import RUNNING
from programs.queries.daily_checks import own_checks
from programs.queries.program_plan import week_plan
from programs.queries.standing import Standing, standings
from programs.rules.clock import ProgramDay
from scheduling.enums import RoomProvider
from scheduling.queries.rooms import Room
from scheduling.rooms.words import Seat
from scheduling.services.rooms import find_room
from scheduling.words import span_words, when_words, zone_words

CHECKS = 5


@require_safe
@ensure_csrf_cookie
@needs(Permission.EDIT_CLINICAL)
def room_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The practitioner's side. Who is the patient of this visit is led to theirs."""
    found = find_room(by=request.user, room=uuid)
    if found.seat == Seat.PATIENT:
        return redirect("portal:room", uuid)
    is_here = found.is_open and found.provider == RoomProvider.BUILTIN
    answer = page(
        request,
        "room",
        _("Video visit with %(name)s") % {"name": found.other_name},
        is_here=is_here,
        is_nav_sidebar_enabled=False,
        room=found,
        **_frame(found),
        **_beside(request, found),
        **({} if is_here else _elsewhere(found)),
    )
    if is_here:
        answer.headers["Permissions-Policy"] = policy({"camera", "microphone"})
    return answer


@require_safe
@needs(Permission.EDIT_CLINICAL)
def beside_part(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The program and the checks once more, after a dose was changed beside the picture."""
    found = _own(request, uuid)
    return page(request, "_room_beside", "", room=found, **_beside(request, found))


@require_POST
@needs(Permission.EDIT_CLINICAL)
def note_part(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The draft of this visit's note: the one that is open, else a new one."""
    found = _own(request, uuid)
    episode = _episode(found)
    if episode is None:
        raise Http404
    try:
        note = _draft(request, episode) or start_note(by=request.user, episode=episode.uuid, remote=True)
    except Conflict as error:
        return page(request, "_room_note", "", problem=error.message, status=error.status)
    return page(request, "_room_note", "", **_note(note))


def _own(request: StaffRequest, uuid: UUID) -> Room:
    found = find_room(by=request.user, room=uuid)
    if found.seat != Seat.PRACTITIONER:
        raise Http404
    return found


def _frame(found: Room) -> dict[str, Any]:
    """What the shared room needs to know of the desk."""
    visit, zone = found.appointment, found.appointment.practitioner.time_zone
    here = reverse("admin:room", args=[visit.uuid])
    return {
        "when": f"{span_words(visit.starts_at, visit.ends_at, zone)} ({zone_words(zone, visit.starts_at)})",
        "opens": when_words(found.window.opens_at, zone),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "back": reverse("admin:appointment", args=[visit.uuid]),
        "back_words": _("To the appointment"),
        "sign_in": f"{reverse('admin:login')}?next={here}",
    }


def _beside(request: StaffRequest, found: Room) -> dict[str, Any]:
    patient, episode = found.appointment.patient, _episode(found)
    draft = _draft(request, episode) if episode else None
    return {
        "patient": patient,
        "age": age(patient),
        "stops": stops_of(patient),
        "episode": episode,
        "plans": [_plan(standing) for standing in _running(request, patient, episode)],
        "checks": own_checks(patient).order_by("-on", "-pk")[:CHECKS],
        **(_note(draft) if draft else {}),
    }


def _episode(found: Room) -> Episode | None:
    """What the visit is about: as it was booked, else the patient's open episode."""
    visit = found.appointment
    if visit.episode:
        return visit.episode
    return next((each for each in episodes_of(visit.patient) if each.status == "open"), None)


def _running(request: StaffRequest, patient: Patient, episode: Episode | None) -> list[Standing]:
    rows = visible_programs(request.user).filter(patient=patient, status__in=RUNNING)
    return standings(rows.filter(episode=episode) if episode else rows)


def _plan(standing: Standing) -> dict[str, Any]:
    """The week at hand, what is due today first."""
    plan = week_plan(standing.program, standing.week_reached)
    today = standing.place.weekday if isinstance(standing.place, ProgramDay) else None
    rows = [(row, today in row.days) for row in plan.prescriptions]
    return {"standing": standing, "rows": sorted(rows, key=lambda row: not row[1])}


def _draft(request: StaffRequest, episode: Episode) -> VisitNote | None:
    drafts = note_list(request.user, episode=episode.uuid, state=DocumentState.DRAFT)
    return drafts.select_related("patient").order_by("-pk").first()


def _note(note: VisitNote) -> dict[str, Any]:
    return {
        "note": note,
        "parts": [(name, title, about, getattr(note, name)) for name, title, about in PARTS],
    }


def _elsewhere(found: Room) -> dict[str, Any]:
    """The address of a room that is not ours, or why there is none."""
    if not found.is_open:
        return {}
    try:
        return {"url": found.entrance().url}
    except Conflict as error:
        return {"problem": str(error.message)}
