"""The program's own clock: which program day a calendar date is.

A program lives its weeks in an order that decisions make: (1, 2, 2, 3) repeats week 2 after a hold. It
counts only the days it was running, so a pause shifts everything behind it, and every lived week has
seven days however often it was interrupted. Dates only: whose "today" it is, the caller knows.
"""

from dataclasses import dataclass
from datetime import date

from programs.rules.words import NothingDue

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the program stands still. `to_on` is the first day it runs again; None = still paused."""

    from_on: date
    to_on: date | None = None

    def covers(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on < self.to_on)


@dataclass(frozen=True, slots=True)
class ProgramClock:
    """What the date depends on. Pauses may overlap, stay open, or reach back before the start.

    `weeks` are program week numbers in the order lived; `ended_on` is the first day without anything due."""

    start_on: date
    weeks: tuple[int, ...]
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgramDay:
    """A day the program runs. `number` counts days lived and `position` weeks lived, both from 1.

    `week` is the program week it is in. `weekday` runs 1..7 within the lived week: 1 is the weekday the
    program began, until a pause shifts it."""

    on: date
    number: int
    position: int
    week: int
    weekday: int


def locate(clock: ProgramClock, on: date) -> ProgramDay | NothingDue:
    """The program day of a date, or why it has none: finished, not started or paused, asked in that order."""
    if clock.ended_on is not None and on >= clock.ended_on:
        return NothingDue.FINISHED
    if on < clock.start_on:
        return NothingDue.NOT_STARTED
    lived = (on - clock.start_on).days - _paused_days_before(clock, on)
    if lived >= DAYS_A_WEEK * len(clock.weeks):
        return NothingDue.FINISHED
    if any(pause.covers(on) for pause in clock.pauses):
        return NothingDue.PAUSED
    index, day_of_week = divmod(lived, DAYS_A_WEEK)
    return ProgramDay(on, lived + 1, index + 1, clock.weeks[index], day_of_week + 1)


def _paused_days_before(clock: ProgramClock, on: date) -> int:
    """Paused days from the start up to a date, each counted once however many pauses cover it."""
    days, counted_to = 0, clock.start_on
    for pause in sorted(clock.pauses, key=lambda pause: pause.from_on):
        first = max(pause.from_on, counted_to)
        end = on if pause.to_on is None else min(pause.to_on, on)
        if first < end:
            days += (end - first).days
            counted_to = end
    return days
