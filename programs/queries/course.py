"""The course of an episode: its programs, the pain, the measures and numbers, over the same days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from patients.models import Episode
from patients.queries.series import (
    MeasureSeries,
    NumberSeries,
    measure_series,
    measurements_of,
    number_series,
)
from patients.queries.timeline import Stretch, stretch_of
from programs.enums import RUNNING
from programs.models import DailyCheck, Program
from programs.queries.progress import DayProgress, days_of
from programs.queries.standing import Standing, standings

A_WEEK = timedelta(days=7)


class Source(StrEnum):
    """Who says how much it hurt: the check of the day, or what was logged with the exercises."""

    CHECK = "check"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class PainDay:
    """The worst pain of a day, 0 to 10."""

    on: date
    pain: int
    source: Source


@dataclass(frozen=True, slots=True)
class PainWeeks:
    """The worst pain of the first seven days, and of the last seven; None where nothing was said."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Lived:
    """One program with its days up to today."""

    standing: Standing
    days: Sequence[DayProgress]


@dataclass(frozen=True, slots=True)
class Course:
    """``programs``: the latest first. ``pain``, ``checks``: the first day first."""

    episode: Episode
    stretch: Stretch
    programs: Sequence[Lived]
    checks: Sequence[DailyCheck]
    pain: Sequence[PainDay]
    measures: Sequence[MeasureSeries]
    numbers: Sequence[NumberSeries]

    @property
    def standings(self) -> list[Standing]:
        return [lived.standing for lived in self.programs]

    @property
    def running(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.program.status in RUNNING]

    def pain_weeks(self) -> PainWeeks | None:
        """Where the pain began and where it is; nothing while there is no second week to compare with."""
        if not self.pain or (self.stretch.last - self.pain[0].on).days < A_WEEK.days:
            return None
        first = [day.pain for day in self.pain if day.on < self.pain[0].on + A_WEEK]
        last = [day.pain for day in self.pain if day.on > self.stretch.last - A_WEEK]
        return PainWeeks(max(first), max(last, default=None))

    @property
    def ended(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.program.status not in RUNNING]


def course_of(episode: Episode) -> Course:
    """The course of one episode; its patient must be loaded."""
    (course,) = courses_of([episode])
    return course


def courses_of(episodes: Sequence[Episode]) -> list[Course]:
    """The courses of some episodes, in as many queries as of one."""
    programs = Program.objects.filter(episode__in=episodes).select_related("assigned_by", "ended_by")
    lived = [Lived(found, days_of(found)) for found in standings(programs.order_by("-start_on", "-pk"))]
    checks = list(DailyCheck.objects.filter(episode__in=episodes).order_by("on"))
    measures, numbers = measure_series(episodes), measurements_of(episodes)
    return [
        _course(
            episode,
            [one for one in lived if one.standing.program.episode_id == episode.pk],
            [check for check in checks if check.episode_id == episode.pk],
            [series for series in measures if series.episode_id == episode.pk],
            number_series(
                number
                for number in numbers
                if number.patient_id == episode.patient_id
                and (
                    number.episode_id == episode.pk
                    or (number.episode_id is None and stretch_of(episode).has(number.on))
                )
            ),
        )
        for episode in episodes
    ]


def _course(
    episode: Episode,
    programs: Sequence[Lived],
    checks: Sequence[DailyCheck],
    measures: Sequence[MeasureSeries],
    numbers: Sequence[NumberSeries],
) -> Course:
    return Course(
        episode=episode,
        stretch=stretch_of(episode),
        programs=programs,
        checks=checks,
        pain=_pain(checks, (day for lived in programs for day in lived.days)),
        measures=measures,
        numbers=numbers,
    )


def _pain(checks: Iterable[DailyCheck], days: Iterable[DayProgress]) -> list[PainDay]:
    """The check of the day has the word; where there is none, the worst that was logged."""
    found: dict[date, PainDay] = {}
    for day in days:
        if day.pain is not None and (day.on not in found or day.pain > found[day.on].pain):
            found[day.on] = PainDay(day.on, day.pain, Source.SESSION)
    for check in checks:
        if check.pain_worst is not None:
            found[check.on] = PainDay(check.on, check.pain_worst, Source.CHECK)
    return sorted(found.values(), key=lambda day: day.on)
