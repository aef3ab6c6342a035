"""What is due on a date: the items of the day, in the order they are done, and the sides to do.

`items` are all prescriptions of a program, closed ones too: the date picks the one in effect, so asking
about the past gives what was due then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from programs.rules.clock import ProgramClock, ProgramDay, locate
from programs.rules.dose import Dose
from programs.rules.words import BodySide, LogSide, Mode, NothingDue, SideRule

Key: TypeAlias = int | str | UUID  # whichever kind of id the caller keeps, the same kind throughout

_LEFT_FIRST = (LogSide.LEFT, LogSide.RIGHT)
_RIGHT_FIRST = (LogSide.RIGHT, LogSide.LEFT)
_TOGETHER = (LogSide.BOTH,)
_SIDES: Mapping[tuple[SideRule, BodySide], tuple[LogSide, ...]] = {
    (SideRule.EACH, BodySide.LEFT): _LEFT_FIRST,
    (SideRule.EACH, BodySide.RIGHT): _RIGHT_FIRST,
    (SideRule.EACH, BodySide.BOTH): _LEFT_FIRST,
    (SideRule.AFFECTED_ONLY, BodySide.LEFT): (LogSide.LEFT,),
    (SideRule.AFFECTED_ONLY, BodySide.RIGHT): (LogSide.RIGHT,),
    (SideRule.AFFECTED_ONLY, BodySide.BOTH): _LEFT_FIRST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One prescription as the rules see it.

    `line` stays the same through dose changes and swaps, `id` does not; no two of a line are due on one
    date. `days` are weekdays of the program's week (1..7); the weeks are program weeks, both included;
    `effective_to` is excluded."""

    id: Key
    line: Key
    program_id: Key
    exercise_id: Key
    position: int
    is_core: bool
    side: SideRule
    days: tuple[int, ...]
    first_week: int
    last_week: int
    effective_from: date
    effective_to: date | None
    dose: Dose
    mode: Mode
    cue: str = ""


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item that is due, with the sides in the order they are done."""

    item: Item
    sides: tuple[LogSide, ...]


@dataclass(frozen=True, slots=True)
class DueDay:
    """What a date asks for. Either `items` or `nothing` says something; a rest day still has its `day`."""

    on: date
    day: ProgramDay | None
    nothing: NothingDue | None
    items: tuple[DueItem, ...]


def sides_of(rule: SideRule, affected: BodySide) -> tuple[LogSide, ...]:
    """The sides to do, the affected one first. Exercises for both sides at once are one."""
    return _SIDES.get((rule, affected), _TOGETHER)


def is_due(item: Item, day: ProgramDay) -> bool:
    return (
        day.weekday in item.days
        and item.first_week <= day.week <= item.last_week
        and item.effective_from <= day.on
        and (item.effective_to is None or day.on < item.effective_to)
    )


def due_on(clock: ProgramClock, items: Sequence[Item], affected: BodySide, on: date) -> DueDay:
    """What is due on a date: core items first, then by position; or the reason why nothing is."""
    day = locate(clock, on)
    if isinstance(day, NothingDue):
        return DueDay(on, None, day, ())
    due = sorted((item for item in items if is_due(item, day)), key=_core_first)
    if not due:
        return DueDay(on, day, NothingDue.REST_DAY, ())
    return DueDay(on, day, None, tuple(DueItem(item, sides_of(item.side, affected)) for item in due))


def next_due(
    clock: ProgramClock, items: Sequence[Item], affected: BodySide, after: date, horizon_days: int = 60
) -> date | None:
    """The first date behind `after` on which something is due; None if there is none within the horizon."""
    for days in range(1, horizon_days + 1):
        due = due_on(clock, items, affected, after + timedelta(days=days))
        if due.items:
            return due.on
        if due.nothing == NothingDue.FINISHED:
            break
    return None


def _core_first(item: Item) -> tuple[bool, int]:
    return not item.is_core, item.position
