"""Which starts are free in one practitioner's diary, and why another one is not.

A visit lies inside the working hours; its block, which is the visit with the buffers before and after it,
must not run into another block (buffers stack), time off, or what is busy in another calendar. The patient
only needs to be free for the visit itself. ``free_starts`` and ``look_at`` read the same definition.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from common.zones import MIDNIGHT, moment, zone
from scheduling.rules.hours import (
    DAY,
    Opening,
    Place,
    Run,
    Seconds,
    Timetable,
    end_second,
    first_second,
    moment_at,
    runs_of,
)
from scheduling.rules.words import Reason

Stretch = tuple[Seconds, Seconds]


class Booked(NamedTuple):
    """A visit that takes its time already: its block with its own buffers, and when it begins."""

    start: Seconds
    end: Seconds
    visit_start: Seconds


@dataclass(frozen=True, slots=True)
class Visit:
    """What is to be booked. All in seconds."""

    length: Seconds
    before: Seconds = 0
    after: Seconds = 0
    is_remote: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """How soon, how far ahead and in which steps a clinic lets book. Staff have no notice and no horizon."""

    notice: timedelta = timedelta(0)
    horizon_days: int | None = None
    step: Seconds = 900

    def earliest(self, now: datetime) -> Seconds:
        return end_second(now + self.notice)

    def latest(self, now: datetime, time_zone: str) -> Seconds | None:
        """The end of the last day that can be booked, in the practitioner's zone; None without a horizon."""
        if self.horizon_days is None:
            return None
        last_on = now.astimezone(zone(time_zone)).date() + (self.horizon_days + 1) * DAY
        return first_second(moment(time_zone, last_on, MIDNIGHT))


@dataclass(frozen=True, slots=True)
class Diary:
    """What one practitioner works and what is taken of it; complete for a day around what is asked."""

    timetable: Timetable
    booked: Sequence[Booked] = ()
    time_off: Sequence[Stretch] = ()
    elsewhere: Sequence[Stretch] = ()  # busy in another calendar
    holidays: frozenset[date] = frozenset()
    daily_limit: int | None = None

    @property
    def time_zone(self) -> str:
        return self.timetable.time_zone

    def day_of(self, at: Seconds) -> date:
        return moment_at(at).astimezone(zone(self.time_zone)).date()

    def openings(self, start: Seconds, end: Seconds, *, on_holidays: bool = False) -> list[Opening]:
        """The hours of all days that touch this time, and of a day more on each side."""
        first, last = self.day_of(start) - DAY, self.day_of(end) + DAY
        return self.timetable.openings(first, last, frozenset() if on_holidays else self.holidays)

    def is_full(self, day: date) -> bool:
        """Has this day as many visits as the practitioner wants on one?"""
        return bool(self.full_days(day, day))

    def full_days(self, first: date, last: date) -> list[Stretch]:
        """The days that have no room for one more visit, from midnight to midnight."""
        if self.daily_limit is None:
            return []
        starts = sorted(booked.visit_start for booked in self.booked)
        days = (self._bounds(first + number * DAY) for number in range((last - first).days + 1))
        return [day for day in days if _count_in(starts, day) >= self.daily_limit]

    def _bounds(self, day: date) -> Stretch:
        starts_at, ends_at = (moment(self.time_zone, on, MIDNIGHT) for on in (day, day + DAY))
        return first_second(starts_at), first_second(ends_at)


def _count_in(starts: Sequence[Seconds], day: Stretch) -> int:
    return bisect_left(starts, day[1]) - bisect_left(starts, day[0])


class Start(NamedTuple):
    """A start that is free, and where the visit would be; None for a remote one."""

    at: Seconds
    location: Place


def free_starts(
    diary: Diary,
    visit: Visit,
    limits: Limits,
    now: datetime,
    window: tuple[datetime, datetime],
    patient_busy: Sequence[Stretch] = (),
) -> list[Start]:
    """Every start in the window (from, until before) that can be booked, in order."""
    start, end = _bookable(diary, limits, now, window)
    if start >= end:
        return []
    runs = runs_of(diary.openings(start, end + visit.length), is_remote=visit.is_remote)
    closed = _closed_to_starts(diary, visit, patient_busy, (start, end))
    found: dict[Seconds, Place] = {}
    for run in runs:
        for at in _steps(run, visit, limits.step, (start, end), closed):
            found.setdefault(at, run.location)
    return [Start(at, found[at]) for at in sorted(found)]


def _bookable(diary: Diary, limits: Limits, now: datetime, window: tuple[datetime, datetime]) -> Stretch:
    start = max(end_second(window[0]), limits.earliest(now))
    latest = limits.latest(now, diary.time_zone)
    end = end_second(window[1])
    return start, end if latest is None else min(end, latest)


def _closed_to_starts(
    diary: Diary, visit: Visit, patient_busy: Sequence[Stretch], window: Stretch
) -> list[Stretch]:
    """When no visit can begin, as stretches in order that do not touch.

    A visit collides with whatever begins before its block ends and ends after its block begins.
    """
    taken = (*((booked.start, booked.end) for booked in diary.booked), *diary.time_off, *diary.elsewhere)
    reach = visit.length + visit.after
    closed = [(start - reach + 1, end + visit.before) for start, end in taken]
    closed += [(start - visit.length + 1, end) for start, end in patient_busy]
    closed += diary.full_days(diary.day_of(window[0]), diary.day_of(window[1]))
    return _merged(closed)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _steps(
    run: Run, visit: Visit, step: Seconds, window: Stretch, closed: Sequence[Stretch]
) -> Iterator[Seconds]:
    """The free starts of a run, in steps from the beginning of each of its openings."""
    for opening in run.openings:
        end = min(opening.end, run.end - visit.length + 1, window[1])
        waits = max(0, window[0] - opening.start)
        yield from _outside(closed, opening.start + _round_up(waits, step), end, step)


def _outside(closed: Sequence[Stretch], at: Seconds, end: Seconds, step: Seconds) -> Iterator[Seconds]:
    """The steps from ``at`` until before ``end`` that lie in none of the closed stretches."""
    following = bisect_right(closed, at, key=_end)
    while at < end:
        shut, opens = closed[following] if following < len(closed) else (end, end)
        yield from range(at, min(shut, end), step)
        at += _round_up(max(opens - at, 0), step)
        following += 1


def _round_up(seconds: Seconds, step: Seconds) -> Seconds:
    return -(-seconds // step) * step


def _end(stretch: Stretch) -> Seconds:
    return stretch[1]


class Verdict(NamedTuple):
    """Whether a visit fits: ``reason`` is why not, if it does not; ``location`` is where it would be."""

    reason: Reason | None
    location: Place = None


def look_at(
    diary: Diary,
    visit: Visit,
    limits: Limits,
    now: datetime,
    starts_at: datetime,
    patient_busy: Sequence[Stretch] = (),
    *,
    on_grid: bool = True,
) -> Verdict:
    """Whether a visit may begin at a moment. Staff may begin between the steps: ``on_grid`` is False then."""
    at = first_second(starts_at)
    if reason := _too_early_or_late(diary, limits, now, starts_at):
        return Verdict(reason)
    runs = runs_of(diary.openings(at, at + visit.length), is_remote=visit.is_remote)
    over = [run for run in runs if run.covers(at, at + visit.length)]
    if not over:
        return Verdict(_why_closed(diary, visit, at))
    offered = [run for run in over if _is_step(run, at, limits.step)] if on_grid else over
    if not offered or at != end_second(starts_at):
        return Verdict(Reason.OFF_GRID)
    reason = _why_taken(diary, visit, at, patient_busy)
    return Verdict(reason, None if reason else offered[0].location)


def _too_early_or_late(diary: Diary, limits: Limits, now: datetime, starts_at: datetime) -> Reason | None:
    if starts_at < now:
        return Reason.PAST
    if starts_at < now + limits.notice:
        return Reason.TOO_SOON
    latest = limits.latest(now, diary.time_zone)
    return Reason.BEYOND_HORIZON if latest is not None and first_second(starts_at) >= latest else None


def _why_closed(diary: Diary, visit: Visit, at: Seconds) -> Reason:
    end = at + visit.length
    anyway = diary.openings(at, end, on_holidays=True)
    if any(run.covers(at, end) for run in runs_of(anyway, is_remote=visit.is_remote)):
        return Reason.HOLIDAY
    works = any(run.covers(at, end) for run in runs_of(diary.openings(at, end), is_remote=True))
    return Reason.NO_LOCATION if works else Reason.OUTSIDE_HOURS


def _is_step(run: Run, at: Seconds, step: Seconds) -> bool:
    return any(part.start <= at < part.end and (at - part.start) % step == 0 for part in run.openings)


def _why_taken(diary: Diary, visit: Visit, at: Seconds, patient_busy: Sequence[Stretch]) -> Reason | None:
    block = (at - visit.before, at + visit.length + visit.after)
    if _touches(block, diary.time_off):
        return Reason.TIME_OFF
    if _touches(block, [(booked.start, booked.end) for booked in diary.booked]):
        return Reason.TAKEN
    if _touches(block, diary.elsewhere):
        return Reason.TAKEN
    if diary.is_full(diary.day_of(at)):
        return Reason.DAILY_LIMIT
    return Reason.PATIENT_BUSY if _touches((at, at + visit.length), patient_busy) else None


def _touches(block: Stretch, others: Iterable[Stretch]) -> bool:
    return any(start < block[1] and block[0] < end for start, end in others)
