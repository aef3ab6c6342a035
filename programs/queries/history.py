"""What was changed in programs since they were assigned: by whom, when and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from programs.models import Decision, Prescription, Program, ProgramPause, ProgramWeek


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

    program: Program
    kind: Kind
    on: date
    who: str
    reason: str = ""
    before: Prescription | None = None
    after: Prescription | None = None
    week: int | None = None
    decision: Decision | None = None


def history_of(program: Program) -> list[Change]:
    """All changes of one program, the latest first."""
    return changes_of([program])


def changes_of(programs: Sequence[Program]) -> list[Change]:
    """All changes of some programs, the latest first; as many queries for three as for one.

    ``assigned_by`` and ``ended_by`` should be loaded.
    """
    by_key = {program.pk: program for program in programs}
    changes = [
        *(
            Change(program=program, kind=Kind.ASSIGNED, on=program.start_on, who=str(program.assigned_by))
            for program in programs
        ),
        *_prescribed(by_key),
        *_paused(by_key),
        *_repeated(by_key),
        *_ended(programs),
    ]
    order = list(Kind)
    return sorted(changes, key=lambda change: (change.on, order.index(change.kind)), reverse=True)


def _prescribed(programs: dict[int, Program]) -> Iterable[Change]:
    rows = Prescription.objects.filter(program__in=programs).select_related(
        "program", "exercise", "opened_by", "closed_by", "decision", "replaces__exercise", "replaces__program"
    )
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    for row in rows:
        if before := row.replaces:
            kind = Kind.DOSE if before.exercise_id == row.exercise_id else Kind.SWAPPED
            yield Change(
                program=programs[row.program_id],
                kind=kind,
                on=row.effective_from,
                who=_who(row.opened_by),
                reason=row.open_reason,
                before=before,
                after=row,
                decision=row.decision,
            )
    yield from _stopped([row for row in rows if row.effective_to and row.pk not in replaced], programs)


def _stopped(rows: Sequence[Prescription], programs: dict[int, Program]) -> Iterable[Change]:
    """An exercise is taken out of several weeks at once, and told once."""
    why = _last_entries(Prescription, rows)
    told: dict[tuple[object, ...], Change] = {}
    for row in rows:
        program = programs[row.program_id]
        reason = why[row.pk].reason if row.pk in why else ""
        on, who = row.effective_to or program.start_on, _who(row.closed_by)
        change = Change(program=program, kind=Kind.STOPPED, on=on, who=who, reason=reason, before=row)
        told.setdefault((program.pk, row.exercise_id, on, who, reason), change)
    return told.values()


def _paused(programs: dict[int, Program]) -> Iterable[Change]:
    pauses = ProgramPause.objects.filter(program__in=programs)
    pauses = pauses.select_related("paused_by", "resumed_by", "decision")
    for pause in pauses:
        program = programs[pause.program_id]
        yield Change(
            program=program,
            kind=Kind.PAUSED,
            on=pause.from_on,
            who=_who(pause.paused_by),
            reason=pause.reason,
            decision=pause.decision,
        )
        # A program that ends while it is paused closes the pause without going on.
        if pause.to_on and pause.to_on != program.ended_on:
            yield Change(program=program, kind=Kind.RESUMED, on=pause.to_on, who=_who(pause.resumed_by))


def _who(person: User | None) -> str:
    """Nobody opened what the rules eased, and nobody paused for the rest they asked for."""
    return str(person) if person else _("the rules")


def _repeated(programs: dict[int, Program]) -> Iterable[Change]:
    rows = ProgramWeek.objects.filter(program__in=programs).exclude(reason="")
    weeks = list(rows.select_related("decision"))
    entries = _first_entries(ProgramWeek, weeks)
    for week in weeks:
        entry, program = entries.get(week.pk), programs[week.program_id]
        yield Change(
            program=program,
            kind=Kind.REPEATED,
            on=entry.at.date() if entry else program.start_on,
            who=entry.who if entry else "",
            reason=week.reason,
            week=week.week,
            decision=week.decision,
        )


def _ended(programs: Iterable[Program]) -> Iterable[Change]:
    for program in programs:
        if program.ended_on:
            who, reason = str(program.ended_by), program.end_reason
            yield Change(program=program, kind=Kind.ENDED, on=program.ended_on, who=who, reason=reason)


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
