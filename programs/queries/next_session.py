"""The next day on which a patient has something to do."""

from datetime import date
from typing import Any

from programs.models import Prescription
from programs.queries.today import Today, TodayProgram
from programs.rules.clock import ProgramDay
from programs.rules.dose import Dose
from programs.rules.schedule import Item, next_due
from programs.rules.words import Mode, NothingDue, SideRule

WHEN_DUE = ("pk", "program_id", "days", "first_week", "last_week", "effective_from", "effective_to")
# What an item asks for does not matter here, only when.
WHATEVER: dict[str, Any] = {
    "exercise_id": 0,
    "position": 0,
    "is_core": True,
    "side": SideRule.BOTH_TOGETHER,
    "dose": Dose(sets=1),
    "mode": Mode.REPS,
}


def next_session_on(today: Today) -> date | None:
    """The first later day with a session; None when today has one, or when none is in sight."""
    return None if today.items else session_after(today)


def session_after(today: Today) -> date | None:
    """The first later day with a session, whatever today has; None when none is in sight."""
    waiting = [program for program in today.programs if _goes_on(program)]
    if not waiting:
        return None
    items = _items_ahead(waiting, today.on)
    days = (
        next_due(program.clock, items[program.id], program.side, today.on)
        for program in waiting
        if program.id in items
    )
    return min((on for on in days if on), default=None)


def _goes_on(program: TodayProgram) -> bool:
    """Running, resting today or not started. A paused program names no day: somebody has to resume it."""
    return isinstance(program.place, ProgramDay) or program.place == NothingDue.NOT_STARTED


def _items_ahead(programs: list[TodayProgram], after: date) -> dict[int, list[Item]]:
    """When each item is due, and no more than that: half of all days are rest days."""
    rows = Prescription.objects.filter(program__in=[program.id for program in programs])
    ahead: dict[int, list[Item]] = {}
    for key, program, days, first, last, start, end in rows.order_by().values_list(*WHEN_DUE):
        if end is None or end > after:
            item = Item(
                id=key,
                line=key,
                program_id=program,
                days=tuple(days),
                first_week=first,
                last_week=last,
                effective_from=start,
                effective_to=end,
                **WHATEVER,
            )
            ahead.setdefault(program, []).append(item)
    return ahead
