"""A program week by week, as it is lived: dates, stage, and what each week asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from common import clock
from patients.models import Patient
from programs.access import own_programs
from programs.enums import ProgramStatus
from programs.models import Prescription, Program, ProgramStage
from programs.queries.facts import clock_of
from programs.rules.clock import ProgramClock, ProgramDay, as_planned, locate
from programs.rules.words import NothingDue

LONGEST = timedelta(days=730)  # where the search for the dates of a much-paused program gives up


class When(StrEnum):
    """Where a week lies from today."""

    PAST = "past"
    CURRENT = "current"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class LivedWeek:
    """``dates`` are its days, seven as a rule; empty while an open pause keeps them unknown."""

    position: int
    week: int
    when: When
    dates: tuple[date, ...]
    stage: ProgramStage | None
    prescriptions: tuple[Prescription, ...]


def shown_programs(patient: Patient) -> QuerySet[Program]:
    """What a patient is shown of their own: all but the cancelled, the latest first."""
    programs = own_programs(patient).exclude(status=ProgramStatus.CANCELLED).select_related("patient")
    return programs.order_by("-start_on", "-pk")


def with_weeks(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Programs with all that their weeks are read from, in a number of queries that does not grow."""
    prescriptions = Prescription.objects.select_related("exercise").order_by("-is_core", "position")
    return programs.prefetch_related("weeks", "pauses", "stages", Prefetch("prescriptions", prescriptions))


def weeks_of(program: Program) -> list[LivedWeek]:
    """All weeks of a program read `with_weeks`, in the order lived; its patient must be loaded."""
    today = clock.today_in(program.patient.time_zone)
    calendar = as_planned(clock_of(program), today)
    dates = _dates_by_position(calendar)
    stages = list(program.stages.all())
    rows = list(program.prescriptions.all())
    return [
        _lived(position, week, length, today, dates.get(position, ()), stages, rows)
        for position, (week, length) in enumerate(calendar.open_weeks, start=1)
    ]


def _dates_by_position(calendar: ProgramClock) -> Mapping[int, tuple[date, ...]]:
    found: dict[int, list[date]] = {}
    on = calendar.start_on
    while on < calendar.start_on + LONGEST:
        place = locate(calendar, on)
        if isinstance(place, ProgramDay):
            found.setdefault(place.position, []).append(on)
        elif place == NothingDue.FINISHED:
            break
        on += timedelta(days=1)
    return {position: tuple(days) for position, days in found.items()}


def _lived(
    position: int,
    week: int,
    length: int,
    today: date,
    dates: tuple[date, ...],
    stages: Sequence[ProgramStage],
    rows: Sequence[Prescription],
) -> LivedWeek:
    stage = next((stage for stage in stages if stage.first_week <= week <= stage.last_week), None)
    on = min(max(today, dates[0]), dates[-1]) if dates else None
    asked = tuple(row for row in rows if row.first_week <= week <= row.last_week and _holds(row, on))
    return LivedWeek(position, week, _when(dates, length, today), dates, stage, asked)


def _holds(row: Prescription, on: date | None) -> bool:
    """Whether this row is the one in effect on a day of the week; of an unknown day, the one still open."""
    if on is None:
        return row.effective_to is None
    return row.effective_from <= on and (row.effective_to is None or on < row.effective_to)


def _when(dates: tuple[date, ...], length: int, today: date) -> When:
    if not dates or today < dates[0]:
        return When.FUTURE
    if len(dates) == length and today > dates[-1]:
        return When.PAST
    return When.CURRENT
