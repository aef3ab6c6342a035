"""The program's own clock: which program day a calendar date is.

A program lives its weeks in an order that decisions make: (1, 2, 2, 3) repeats week 2 after a hold. Only
weeks that were released are lived; after the last of them it goes on, week after week, until somebody
decides. It counts only the days it was running, so a pause shifts everything behind it. A week has seven
days however often it was interrupted; one that was waiting for a decision may be cut short by it.
Dates only: whose "today" it is, the caller knows.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

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

    `weeks` are program week numbers in the order lived; `ended_on` is the first day without anything due.
    `lengths` are their days, seven each if none are given. `released`: how many of the weeks were decided;
    None = all of them, and after the last one nothing is due."""

    start_on: date
    weeks: tuple[int, ...]
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None
    lengths: tuple[int, ...] = ()
    released: int | None = None

    @property
    def open_weeks(self) -> tuple[tuple[int, int], ...]:
        """Program week and days of each week that may be lived."""
        lengths = self.lengths or (DAYS_A_WEEK,) * len(self.weeks)
        return tuple(zip(self.weeks, lengths, strict=True))[: self.released]


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
    place = _place(clock, (on - clock.start_on).days - _paused_days_before(clock, on))
    if place is None:
        return NothingDue.FINISHED
    if any(pause.covers(on) for pause in clock.pauses):
        return NothingDue.PAUSED
    position, week, lived, day = place
    return ProgramDay(on, lived + 1, position, week, day + 1)


def _place(clock: ProgramClock, lived: int) -> tuple[int, int, int, int] | None:
    """Position, program week, days lived and day within the week, the last two from 0."""
    left, weeks = lived, clock.open_weeks
    for position, (week, days) in enumerate(weeks, start=1):
        if left < days:
            return position, week, lived, left
        left -= days
    if clock.released is None or not weeks:
        return None
    more, day = divmod(left, DAYS_A_WEEK)
    return len(weeks) + 1 + more, weeks[-1][0], lived, day


def as_planned(clock: ProgramClock, on: date) -> ProgramClock:
    """The calendar as it goes on if every decision comes in time, and the one that waits comes next week."""
    if clock.released is None:
        return clock
    place = _place(clock, (on - clock.start_on).days - _paused_days_before(clock, on))
    waiting = max(place[0] - clock.released, 0) if place else 0
    lived = clock.open_weeks
    held = ((lived[-1][0], DAYS_A_WEEK),) * waiting
    rest = tuple((week, DAYS_A_WEEK) for week in clock.weeks[clock.released :])
    weeks = lived + held + rest
    return replace(
        clock, weeks=tuple(week for week, _ in weeks), lengths=tuple(days for _, days in weeks), released=None
    )


def days_before(clock: ProgramClock, position: int) -> int:
    """Days lived before a week began, its position counted from 1."""
    lengths = [days for _week, days in clock.open_weeks[: position - 1]]
    return sum(lengths) + DAYS_A_WEEK * (position - 1 - len(lengths))


def waited_days(clock: ProgramClock, on: date) -> int:
    """Days lived since the last released week was over; 0 within it."""
    lived = (on - clock.start_on).days - _paused_days_before(clock, on)
    return max(lived - sum(days for _week, days in clock.open_weeks), 0)


def dates_of(clock: ProgramClock, position: int) -> tuple[date, ...]:
    """The days of a lived week, in order; fewer than it has while an open pause keeps the rest unknown."""
    weeks = clock.open_weeks
    if position > len(weeks) and (clock.released is None or not weeks):
        return ()
    length = weeks[position - 1][1] if position <= len(weeks) else DAYS_A_WEEK
    first, last_on = days_before(clock, position), _stands_still_on(clock)
    on = clock.start_on + timedelta(days=first)
    lived = first - _paused_days_before(clock, on)
    found: list[date] = []
    while len(found) < length and (last_on is None or on < last_on):
        if not any(pause.covers(on) for pause in clock.pauses):
            if lived >= first:
                found.append(on)
            lived += 1
        on += timedelta(days=1)
    return tuple(found)


def _stands_still_on(clock: ProgramClock) -> date | None:
    """The first day from which on nothing is lived: it ended, or nobody has set it going again."""
    still = [pause.from_on for pause in clock.pauses if pause.to_on is None]
    return min(still if clock.ended_on is None else [*still, clock.ended_on], default=None)


def _paused_days_before(clock: ProgramClock, on: date) -> int:
    """Paused days from the start up to a date, each counted once however many pauses cover it."""
    if not clock.pauses:
        return 0
    days, counted_to = 0, clock.start_on
    for pause in sorted(clock.pauses, key=lambda pause: pause.from_on):
        first = max(pause.from_on, counted_to)
        end = on if pause.to_on is None else min(pause.to_on, on)
        if first < end:
            days += (end - first).days
            counted_to = end
    return days
