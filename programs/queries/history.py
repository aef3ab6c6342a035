"""What was changed in a program since it was assigned: by whom, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Model

from accounts.models import User
from programs.models import Prescription, Program, ProgramPause, ProgramWeek


class Kind(StrEnum):
    ASSIGNED = "assigned"
    DOSE = "dose"
    SWAPPED = "swapped"
    STOPPED = "stopped"
    PAUSED = "paused"
    RESUMED = "resumed"
    REPEATED = "repeated"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; ``on`` is the first day it holds. Only changes of the plan have a before or an after."""

    kind: Kind
    on: date
    who: str
    reason: str = ""
    before: Prescription | None = None
    after: Prescription | None = None
    week: int | None = None


def history_of(program: Program) -> list[Change]:
    """All changes, the latest first."""
    changes = [
        Change(kind=Kind.ASSIGNED, on=program.start_on, who=str(program.assigned_by)),
        *_prescribed(program),
        *_paused(program),
        *_repeated(program),
        *_ended(program),
    ]
    order = list(Kind)
    return sorted(changes, key=lambda change: (change.on, order.index(change.kind)), reverse=True)


def _prescribed(program: Program) -> Iterable[Change]:
    rows = Prescription.objects.filter(program=program).select_related(
        "program", "exercise", "opened_by", "closed_by", "replaces__exercise", "replaces__program"
    )
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    stopped = [row for row in rows if row.effective_to and row.pk not in replaced]
    why = _last_entries(Prescription, stopped)
    for row in rows:
        if before := row.replaces:
            kind = Kind.DOSE if before.exercise_id == row.exercise_id else Kind.SWAPPED
            yield Change(
                kind=kind,
                on=row.effective_from,
                who=str(row.opened_by),
                reason=row.open_reason,
                before=before,
                after=row,
            )
    # An exercise is taken out of several weeks at once, and told once.
    told: dict[tuple[object, ...], Change] = {}
    for row in stopped:
        reason = why[row.pk].reason if row.pk in why else ""
        on = row.effective_to or program.start_on
        change = Change(kind=Kind.STOPPED, on=on, who=str(row.closed_by), reason=reason, before=row)
        told.setdefault((row.exercise_id, on, change.who, reason), change)
    yield from told.values()


def _paused(program: Program) -> Iterable[Change]:
    for pause in ProgramPause.objects.filter(program=program).select_related("paused_by", "resumed_by"):
        yield Change(kind=Kind.PAUSED, on=pause.from_on, who=str(pause.paused_by), reason=pause.reason)
        # A program that ends while it is paused closes the pause without going on.
        if pause.to_on and pause.to_on != program.ended_on:
            yield Change(kind=Kind.RESUMED, on=pause.to_on, who=str(pause.resumed_by))


def _repeated(program: Program) -> Iterable[Change]:
    weeks = list(ProgramWeek.objects.filter(program=program).exclude(reason=""))
    entries = _first_entries(ProgramWeek, weeks)
    for week in weeks:
        entry = entries.get(week.pk)
        on = entry.at.date() if entry else program.start_on
        yield Change(
            kind=Kind.REPEATED, on=on, who=entry.who if entry else "", reason=week.reason, week=week.week
        )


def _ended(program: Program) -> Iterable[Change]:
    if program.ended_on:
        yield Change(
            kind=Kind.ENDED, on=program.ended_on, who=str(program.ended_by), reason=program.end_reason
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the database's own history says about one write."""

    at: datetime
    who: str
    reason: str


def _last_entries(model: Any, rows: Iterable[Model]) -> dict[int, _Entry]:
    return _entries(model, rows, "pgh_id")


def _first_entries(model: Any, rows: Iterable[Model]) -> dict[int, _Entry]:
    return _entries(model, rows, "-pgh_id")


def _entries(model: Any, rows: Iterable[Model], order: str) -> dict[int, _Entry]:
    """The write of each row that comes last in an order."""
    keys = [row.pk for row in rows]
    if not keys:
        return {}
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=keys).select_related("pgh_context")
    found = {event.pgh_obj_id: event for event in events.order_by(order)}
    metadata = {key: event.pgh_context.metadata if event.pgh_context else {} for key, event in found.items()}
    people = User.objects.in_bulk({entry.get("user") for entry in metadata.values()} - {None})
    return {
        key: _Entry(
            event.pgh_created_at,
            str(people.get(metadata[key].get("user"), "")),
            metadata[key].get("reason", ""),
        )
        for key, event in found.items()
    }
