"""The calendar's days as the component takes them: wall times of one clock, and words; nothing clinical."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from desk.calendar.words import SIGNS, moment_there, place_words, status_words
from scheduling.enums import OPEN
from scheduling.models import Appointment, Practitioner
from scheduling.queries.calendar import Shut, Why

SHUT_WORDS: Mapping[Why, str | Promise] = {
    Why.HOURS: "",
    Why.OFF: gettext_lazy("Away"),
    Why.ELSEWHERE: gettext_lazy("Busy elsewhere"),
    Why.HELD: gettext_lazy("Kept: a patient is booking"),
    Why.OFFERED: gettext_lazy("Offered from the waiting list"),
}


def wall(at: datetime, zone: str) -> str:
    """A moment as the clocks of a zone show it, without saying which zone: "2026-11-24T09:30:00"."""
    return at.astimezone(clock.zone(zone)).replace(tzinfo=None).isoformat(timespec="seconds")


def visit_entry(appointment: Appointment, zone: str, *, may_edit: bool) -> dict[str, Any]:
    """One visit. It can be dragged while it is open and has not begun."""
    local = appointment.starts_at.astimezone(clock.zone(zone))
    movable = may_edit and appointment.status in OPEN and appointment.starts_at > clock.now()
    return {
        "id": str(appointment.uuid),
        "resourceIds": [str(appointment.practitioner.uuid)],
        "start": wall(appointment.starts_at, zone),
        "end": wall(appointment.ends_at, zone),
        "title": appointment.patient.name,
        "startEditable": movable,
        "classNames": _classes(appointment),
        "extendedProps": {
            "url": reverse("admin:appointment", args=[appointment.uuid]),
            "wall": wall(appointment.starts_at, zone),
            "move": reverse("admin:appointment_shift", args=[appointment.uuid]) if movable else "",
            "form": reverse("admin:appointment_move", args=[appointment.uuid]) if movable else "",
            "day": date_format(local, "D j M"),
            "time": date_format(local, "G:i"),
            "kind": appointment.kind.name,
            "who": appointment.practitioner.user.name,
            "place": place_words(appointment),
            "sign": SIGNS[appointment.status],
            "status": _status(appointment),
            "there": moment_there(appointment.starts_at, appointment.practitioner.time_zone, zone),
        },
    }


def _status(appointment: Appointment) -> str:
    words = status_words(appointment)
    return _("{status}, beside another").format(status=words) if appointment.is_overbooked else words


def _classes(appointment: Appointment) -> list[str]:
    names = ["visit", f"visit--{appointment.status}", f"visit--{appointment.kind.color}"]
    return [*names, "visit--beside"] if appointment.is_overbooked else names


def shut_entries(shut: Iterable[Shut], everybody: Sequence[Practitioner], zone: str) -> list[dict[str, Any]]:
    """The time in which nobody is booked, behind the visits; what is the clinic's stands in every column."""
    return [_shut_entry(one, number, everybody, zone) for number, one in enumerate(shut)]


def _shut_entry(one: Shut, number: int, everybody: Sequence[Practitioner], zone: str) -> dict[str, Any]:
    whose = [one.practitioner] if one.practitioner else everybody
    return {
        "id": f"shut-{number}",
        "resourceIds": [str(practitioner.uuid) for practitioner in whose],
        "start": wall(one.starts_at, zone),
        "end": wall(one.ends_at, zone),
        "display": "background",
        "title": _shut_words(one),
        "classNames": ["shut", f"shut--{one.why}"],
    }


def _shut_words(one: Shut) -> str:
    return one.words or str(SHUT_WORDS[one.why])
