"""When a measure is filled in: at the start, every week or two, at the end, and months after it.

Each occasion has a window of days. It is due from ``due_on``; answers some days earlier count for it; after
``closes_on`` it is not asked any more. Windows of one measure never overlap, so no two are ever due at once.
Measures that are asked more often than weekly go with the daily check and are not due here in between.
"""

import calendar
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any


class Moment(StrEnum):
    """The kinds of occasions, in the order they are lived."""

    BASELINE = "baseline"
    WEEKLY = "weekly"
    FORTNIGHT = "fortnight"
    DISCHARGE = "discharge"
    AFTER_1 = "after_1"
    AFTER_3 = "after_3"
    AFTER_6 = "after_6"
    AFTER_12 = "after_12"
    EXTRA = "extra"


REPEATED: Mapping[int, Moment] = {7: Moment.WEEKLY, 14: Moment.FORTNIGHT}
AFTER: Mapping[int, Moment] = {
    1: Moment.AFTER_1,
    3: Moment.AFTER_3,
    6: Moment.AFTER_6,
    12: Moment.AFTER_12,
}
# Days before an occasion on which answers count for it, and days after it on which it is still asked.
EARLY = {Moment.WEEKLY: 2, Moment.FORTNIGHT: 4, Moment.DISCHARGE: 4}
LATE = {Moment.BASELINE: 9, Moment.WEEKLY: 4, Moment.FORTNIGHT: 9, Moment.DISCHARGE: 14}
EARLY_AFTER, LATE_AFTER = 7, 28


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a measure is wanted. ``every_days`` is counted from the start of the episode."""

    baseline: bool = False
    every_days: int | None = None
    discharge: bool = False
    after_months: tuple[int, ...] = ()

    @classmethod
    def from_content(cls, due: Mapping[str, Any]) -> "Schedule":
        return cls(
            baseline=bool(due.get("baseline", False)),
            every_days=due.get("every_days"),
            discharge=bool(due.get("discharge", False)),
            after_months=tuple(due.get("after_discharge_months", ())),
        )


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one occasion, all included."""

    moment: Moment
    opens_on: date
    due_on: date
    closes_on: date

    def holds(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


def due(
    schedule: Schedule, opened_on: date, closed_on: date | None, given: Collection[date], today: date
) -> Window | None:
    """The occasion that waits for answers today; ``given`` are the days on which there were some."""
    found = window_at(schedule, opened_on, closed_on, today)
    if found is None or today < found.due_on or any(found.holds(day) for day in given):
        return None
    return found


def moment_of(schedule: Schedule, opened_on: date, closed_on: date | None, on: date) -> Moment:
    """Which occasion answers of a day belong to; those of no occasion are extra."""
    found = window_at(schedule, opened_on, closed_on, on)
    return found.moment if found else Moment.EXTRA


def window_at(schedule: Schedule, opened_on: date, closed_on: date | None, on: date) -> Window | None:
    """The window a day lies in, if any."""
    return next((window for window in windows(schedule, opened_on, closed_on, on) if window.holds(on)), None)


def windows(schedule: Schedule, opened_on: date, closed_on: date | None, until: date) -> list[Window]:
    """All windows that open on a day or before, in order. Where two would overlap, the later one begins."""
    found = sorted(_windows(schedule, opened_on, closed_on, until), key=lambda window: window.due_on)
    cut = [
        replace(one, closes_on=min(one.closes_on, following.opens_on - timedelta(1)))
        for one, following in pairwise(found)
    ]
    return [window for window in (*cut, *found[-1:]) if window.opens_on <= window.due_on <= window.closes_on]


def _windows(schedule: Schedule, opened_on: date, closed_on: date | None, until: date) -> Iterator[Window]:
    if schedule.baseline:
        yield _window(Moment.BASELINE, opened_on)
    yield from _repeated(schedule, opened_on, closed_on, until)
    if closed_on and schedule.discharge:
        yield _window(Moment.DISCHARGE, closed_on)
    if closed_on:
        for months in AFTER.keys() & set(schedule.after_months):
            yield _window(AFTER[months], add_months(closed_on, months))


def _repeated(schedule: Schedule, opened_on: date, closed_on: date | None, until: date) -> Iterator[Window]:
    """Every so many days while the episode is open; what the end makes needless is not asked."""
    moment = REPEATED.get(schedule.every_days or 0)
    if moment is None:
        return
    every = timedelta(schedule.every_days or 0)
    ends_on = closed_on or date.max
    if closed_on and schedule.discharge:
        ends_on = _window(Moment.DISCHARGE, closed_on).opens_on
    due_on = opened_on + every
    while due_on < ends_on and due_on - timedelta(EARLY[moment]) <= until:
        yield _window(moment, due_on)
        due_on += every


def _window(moment: Moment, due_on: date) -> Window:
    early, late = EARLY.get(moment, 0), LATE.get(moment, LATE_AFTER)
    if moment in AFTER.values():
        early = EARLY_AFTER
    return Window(moment, due_on - timedelta(early), due_on, due_on + timedelta(late))


def add_months(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
