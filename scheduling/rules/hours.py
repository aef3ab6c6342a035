"""When a practitioner works, as stretches of real time.

Weekly and extra hours are wall times in the practitioner's zone; here they become stretches of whole seconds
since 1970 (``Seconds``), for which no clock is ever changed. On the days that it is, hours begin at the first
real moment that is not before their wall time (common/zones.py), and a stretch may be longer or shorter than
its clock says, or vanish.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from common.zones import span_of

Seconds = int
Place = int | None

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def first_second(at: datetime) -> Seconds:
    """The last whole second that is not after a moment."""
    return (at - EPOCH) // SECOND


def end_second(at: datetime) -> Seconds:
    """The first whole second that is not before a moment."""
    return -((EPOCH - at) // SECOND)


def moment_at(seconds: Seconds) -> datetime:
    """The moment of a second, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of every week (0 is Monday) while they are valid; an end at 00:00 is the day's end.

    ``location`` is where patients may come; None is remote only.
    """

    weekday: int
    start: time
    end: time
    valid_from: date
    valid_until: date | None = None  # the last day
    location: Place = None

    def count_on(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday
            and self.valid_from <= day
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Hours of one day, beside the weekly ones. They count on holidays too: somebody chose that very day."""

    on: date
    start: time
    end: time
    location: Place = None


class Opening(NamedTuple):
    """One stretch of working time, from ``start`` until before ``end``."""

    start: Seconds
    end: Seconds
    location: Place


@dataclass(frozen=True, slots=True)
class Run:
    """Working time without a break, of which ``openings`` are the parts; in one place, or in any."""

    start: Seconds
    end: Seconds
    location: Place
    openings: tuple[Opening, ...]

    def covers(self, start: Seconds, end: Seconds) -> bool:
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Timetable:
    """All hours of one practitioner, in their zone."""

    time_zone: str
    hours: tuple[Hours, ...] = ()
    extra: tuple[ExtraHours, ...] = ()

    def openings(self, first: date, last: date, holidays: Set[date] = frozenset()) -> list[Opening]:
        """The stretches that begin on the days from ``first`` to ``last``, by their start."""
        found = (
            Opening(*_seconds_of(self.time_zone, day, hours.start, hours.end), hours.location)
            for day, hours in self._counting(first, last, holidays)
        )
        return sorted((opening for opening in found if opening.start < opening.end), key=_by_start)

    def _counting(
        self, first: date, last: date, holidays: Set[date]
    ) -> Iterator[tuple[date, Hours | ExtraHours]]:
        for day in _days(first, last):
            if day not in holidays:
                yield from ((day, hours) for hours in self.hours if hours.count_on(day))
        yield from ((extra.on, extra) for extra in self.extra if first <= extra.on <= last)


def runs_of(openings: Iterable[Opening], *, is_remote: bool) -> list[Run]:
    """Openings that touch, put together. A remote visit may begin here and end there, one in person not."""
    if is_remote:
        return _joined(None, openings)
    by_place: dict[int, list[Opening]] = {}
    for opening in openings:
        if opening.location is not None:
            by_place.setdefault(opening.location, []).append(opening)
    runs = [run for place, parts in by_place.items() for run in _joined(place, parts)]
    return sorted(runs, key=_by_start)


def _joined(place: Place, openings: Iterable[Opening]) -> list[Run]:
    runs: list[Run] = []
    for opening in openings:
        if runs and opening.start <= runs[-1].end:
            before = runs.pop()
            end = max(before.end, opening.end)
            runs.append(Run(before.start, end, place, (*before.openings, opening)))
        else:
            runs.append(Run(opening.start, opening.end, place, (opening,)))
    return runs


@lru_cache(maxsize=16_384)
def _seconds_of(time_zone: str, day: date, start: time, end: time) -> tuple[Seconds, Seconds]:
    """Kept: everybody's hours are the same few times on the same days."""
    starts_at, ends_at = span_of(time_zone, day, start, end)
    return first_second(starts_at), first_second(ends_at)


def _by_start(part: Opening | Run) -> tuple[Seconds, Seconds, int]:
    return part.start, part.end, part.location or 0


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
