"""How a program went so far: day by day with pain and effort, and week by week as it was lived."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from programs.queries.facts import clock_of
from programs.queries.standing import Standing
from programs.rules.adherence import DayAdherence
from programs.rules.clock import ProgramClock, ProgramDay, locate
from programs.rules.words import ItemState


@dataclass(frozen=True, slots=True)
class DayProgress:
    """Sets due and done, units still open today, and the worst pain and effort (0 to 10) that were given."""

    on: date
    state: ItemState
    due: int
    done: int
    open: int
    pain: int | None
    effort: int | None


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """A week as lived, up to today. ``percent`` is exact, None if nothing was due."""

    position: int
    week: int
    first_on: date
    last_on: date
    percent: Fraction | None


def days_of(standing: Standing) -> list[DayProgress]:
    """Every day from the start to today, or to the end."""
    logs = list(standing.program.session_logs.all())
    pain = _worst((log.on, log.pain) for log in logs)
    effort = _worst((log.on, log.effort) for log in logs)
    return [
        DayProgress(day.on, day.state, day.due, day.done_sets, day.open, pain.get(day.on), effort.get(day.on))
        for day in standing.adherence.days
    ]


def weeks_of(standing: Standing) -> list[WeekProgress]:
    """Every week that has begun. The days of a pause belong to none."""
    located = _located(clock_of(standing.program), standing.adherence.days)
    weeks = groupby(located, key=lambda pair: (pair[0].position, pair[0].week))
    return [_week(*key, [day for _place, day in days]) for key, days in weeks]


def _located(
    calendar: ProgramClock, days: Iterable[DayAdherence]
) -> Iterator[tuple[ProgramDay, DayAdherence]]:
    for day in days:
        place = locate(calendar, day.on)
        if isinstance(place, ProgramDay):
            yield place, day


def _week(position: int, week: int, days: Sequence[DayAdherence]) -> WeekProgress:
    due = sum(day.due for day in days)
    done = sum(day.done_sets for day in days)
    return WeekProgress(position, week, days[0].on, days[-1].on, Fraction(100 * done, due) if due else None)


def _worst(ratings: Iterable[tuple[date, int | None]]) -> Mapping[date, int]:
    worst: dict[date, int] = {}
    for on, rating in ratings:
        if rating is not None:
            worst[on] = max(rating, worst.get(on, 0))
    return worst
