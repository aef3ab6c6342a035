"""A program on the calendar: its weeks as they are lived, and the pauses between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from programs.models import Program
from programs.queries.facts import clock_of
from programs.rules.clock import ProgramDay, as_planned, locate
from programs.rules.words import NothingDue


class BandKind(StrEnum):
    WEEK = "week"
    AGAIN = "again"
    AHEAD = "ahead"
    PAUSE = "pause"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Band:
    """Some days in a row, from ``on`` to before ``to``; ``week`` is None in a pause."""

    kind: BandKind
    on: date
    to: date
    week: int | None
    reason: str


def bands_of(program: Program, today: date, last: date) -> list[Band]:
    """From the first day of a program up to a day; its weeks and pauses should be loaded."""
    days = groupby(_days(program, today, last), key=lambda pair: pair[1])
    return [
        Band(kind, run[0], run[-1] + timedelta(days=1), week, reason)
        for (kind, week, _position, reason), pairs in days
        if (run := [on for on, _key in pairs])
    ]


Key = tuple[BandKind, int | None, int, str]


def _days(program: Program, today: date, last: date) -> Iterator[tuple[date, Key]]:
    calendar = as_planned(clock_of(program), today)
    reasons = {week.position: week.reason for week in program.weeks.all()[: program.weeks_released]}
    lived: dict[int, int] = {}
    begun: set[int] = set()
    on = program.start_on
    while on <= last:
        place = locate(calendar, on)
        if isinstance(place, ProgramDay):
            if on <= today:
                begun.add(place.position)
            kind = BandKind.WEEK if place.position in begun else BandKind.AHEAD
            if lived.setdefault(place.week, place.position) != place.position:
                kind = BandKind.AGAIN
            yield on, (kind, place.week, place.position, reasons.get(place.position, ""))
        elif place == NothingDue.PAUSED:
            yield on, _pause(program, on)
        on += timedelta(days=1)


def _pause(program: Program, on: date) -> Key:
    pause = next(
        row for row in program.pauses.all() if row.from_on <= on and (row.to_on is None or on < row.to_on)
    )
    return BandKind.STOP if pause.stop_id else BandKind.PAUSE, None, 0, pause.reason
