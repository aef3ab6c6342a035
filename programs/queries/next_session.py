"""The next day on which a patient has something to do."""

from datetime import date

from programs.models import Prescription
from programs.queries.facts import item_of
from programs.queries.today import Today, TodayProgram
from programs.rules.clock import ProgramDay
from programs.rules.schedule import Item, next_due
from programs.rules.words import NothingDue


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
    rows = Prescription.objects.filter(program__in=[program.id for program in programs]).select_related(
        "exercise"
    )
    ahead: dict[int, list[Item]] = {}
    for row in rows:
        if row.effective_to is None or row.effective_to > after:
            ahead.setdefault(row.program_id, []).append(item_of(row))
    return ahead
