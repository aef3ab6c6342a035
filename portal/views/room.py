"""The video room for the patient, and the exercise the physio holds up in it."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from common.errors import Conflict, NotFound
from common.middleware import policy
from patients.models import Patient
from portal.views.patient import patient_page, show
from portal.whose import pick
from programs.access import get_own_exercise
from scheduling.enums import RoomProvider
from scheduling.queries.rooms import Room
from scheduling.rooms.words import Seat
from scheduling.services.rooms import find_room
from scheduling.words import span_words, when_words, zone_words

# What stands in the address of an exercise until the physio shows one.
NO_EXERCISE = UUID(int=0)


@require_safe
@login_required
def room(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The join link of every mail. The practitioner's side has its own page; a carer opens the right pages by
    it.
    """
    found = _found(request, uuid)
    if found.seat == Seat.PRACTITIONER:
        return redirect("admin:room", uuid)
    _open_pages_of(request, found.appointment.patient)
    return _room(request, found=found)


@patient_page
def _room(request: HttpRequest, patient: Patient, found: Room) -> HttpResponse:
    is_here = found.is_open and found.provider == RoomProvider.BUILTIN
    answer = show(
        request,
        patient,
        "portal/room.html" if is_here else "portal/room_door.html",
        room=found,
        **_when(found, patient),
        **_places(found),
        **({} if is_here else _elsewhere(found)),
    )
    if is_here:
        answer["Permissions-Policy"] = policy({"camera", "microphone"})
    return answer


@require_safe
@login_required
def room_exercise(request: HttpRequest, uuid: UUID, exercise: UUID) -> HttpResponseBase:
    """An exercise of the patient's own programs, while the room is open; any other there is not."""
    found = _found(request, uuid)
    if found.seat != Seat.PATIENT or not found.is_open:
        raise Http404
    try:
        shown = get_own_exercise(found.appointment.patient, exercise)
    except NotFound as error:
        raise Http404(str(error.message)) from error
    return show(request, found.appointment.patient, "portal/room_exercise.html", exercise=shown)


def _found(request: HttpRequest, uuid: UUID) -> Room:
    try:
        return find_room(by=cast(User, request.user), room=uuid)
    except NotFound as error:
        raise Http404(str(error.message)) from error


def _open_pages_of(request: HttpRequest, patient: Patient) -> None:
    """Whoever looks after several people comes by a link that is about one of them."""
    pick(request, str(patient.uuid))


def _when(found: Room, patient: Patient) -> dict[str, Any]:
    visit, zone = found.appointment, patient.time_zone
    return {
        "when": f"{span_words(visit.starts_at, visit.ends_at, zone)} ({zone_words(zone, visit.starts_at)})",
        "opens": when_words(found.window.opens_at, zone),
    }


def _places(found: Room) -> dict[str, Any]:
    here = reverse("portal:room", args=[found.appointment.uuid])
    shown = reverse("portal:room_exercise", args=[found.appointment.uuid, NO_EXERCISE])
    return {
        "back": reverse("portal:today"),
        "back_words": _("Back to Today"),
        "sign_in": f"{reverse(settings.LOGIN_URL)}?next={here}",
        "shown_address": shown,
        "stands": str(NO_EXERCISE),
    }


def _elsewhere(found: Room) -> dict[str, Any]:
    """The address of a room that is not ours, or why there is none."""
    if not found.is_open:
        return {}
    try:
        return {"url": found.entrance().url}
    except Conflict as error:
        return {"problem": str(error.message)}
