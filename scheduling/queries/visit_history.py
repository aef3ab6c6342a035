"""What was done with a visit, by whom and when: read from the history that the database itself writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from accounts.models import User
from scheduling.enums import PASSING, AppointmentStatus
from scheduling.models import Appointment, Practitioner

# What the services write where nobody said why.
UNSAID = frozenset({"booked", "moved", "series booked", "series moved"})


class Step(StrEnum):
    """One thing that happened to a visit."""

    REQUESTED = "requested"
    BOOKED = "booked"
    APPROVED = "approved"
    MOVED = "moved"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    BEGAN = "began"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Done:
    """``before`` and ``after`` are the times of a move; ``with_`` is whom it went to, if that changed."""

    step: Step
    at: datetime
    by: User | None
    starts_at: datetime
    before: datetime | None = None
    with_: Practitioner | None = None
    reason: str = ""


def history_of(appointment: Appointment) -> list[Done]:
    """All that happened, the latest first; three queries."""
    events = list(_events(appointment))
    people = User.objects.in_bulk({key for event in events if (key := _user_key(event))})
    who = Practitioner.objects.select_related("user").in_bulk({event.practitioner_id for event in events})
    found = [
        _done(step, before, event, people, who)
        for before, event in zip([None, *events], events, strict=False)
        for step in _steps(before, event)
    ]
    return found[::-1]


def _events(appointment: Appointment) -> Iterator[Any]:
    """From the moment on at which it was more than a hold."""
    passing = [*PASSING, AppointmentStatus.EXPIRED]
    model: Any = Appointment.pgh_event_model  # type: ignore[attr-defined]
    rows = model.objects.filter(pgh_obj_id=appointment.pk).exclude(status__in=passing)
    yield from rows.select_related("pgh_context").order_by("pgh_id")


def _steps(before: Any, event: Any) -> Iterator[Step]:
    if before is None:
        yield Step.REQUESTED if event.status == AppointmentStatus.REQUESTED else Step.BOOKED
        return
    if before.status != event.status:
        yield _turned(event.status)
    if (before.starts_at, before.practitioner_id) != (event.starts_at, event.practitioner_id):
        yield Step.MOVED
    if event.visit_started_at and not before.visit_started_at:
        yield Step.BEGAN
    if event.visit_ended_at and not before.visit_ended_at:
        yield Step.ENDED


def _turned(status: str) -> Step:
    return Step.APPROVED if status == AppointmentStatus.BOOKED else Step(status)


def _done(step: Step, before: Any, event: Any, people: dict[int, User], who: dict[int, Practitioner]) -> Done:
    by = people.get(_user_key(event) or 0)
    is_moved = step == Step.MOVED
    is_other = is_moved and before.practitioner_id != event.practitioner_id
    return Done(
        step=step,
        at=event.pgh_created_at,
        by=by,
        starts_at=event.starts_at,
        before=before.starts_at if is_moved else None,
        with_=who.get(event.practitioner_id) if is_other else None,
        reason=_reason(step, event, by),
    )


def _reason(step: Step, event: Any, by: User | None) -> str:
    """Only what somebody wrote: staff who put a visit where it does not fit, and whoever cancels."""
    if step == Step.CANCELLED:
        return str(event.cancel_reason)
    said = str(_metadata(event).get("reason", "")) if by and by.is_staff else ""
    return said if step in {Step.BOOKED, Step.MOVED} and said not in UNSAID else ""


def _user_key(event: Any) -> int | None:
    return _metadata(event).get("user")


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}
