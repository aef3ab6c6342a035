"""The plan as a path of weeks: where the patient is, and what each week asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.decisions import Changes
from programs.models import Prescription, Program
from programs.queries.education import why_of
from programs.queries.facts import dose_of
from programs.queries.weeks import LivedWeek, When, weeks_of
from programs.rules.clock import DAYS_A_WEEK
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, SideRule
from programs.words import dose_words


@dataclass(frozen=True, slots=True)
class PlanRow:
    name: str
    is_core: bool
    dose_text: str
    days_text: str
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """``is_again``: this program week was lived before, because it was repeated."""

    number: int
    when: When
    stage: str
    goal: str
    dates: str
    is_again: bool
    rows: Sequence[PlanRow]


@dataclass(frozen=True, slots=True)
class Plan:
    """``uuid``: of the program, for its handout."""

    uuid: UUID
    name: str
    weeks: Sequence[PlanWeek]
    changes: Changes


def plan_of(program: Program, changes: Changes) -> Plan:
    """One program's path. A stage's goal is told once, where the stage begins; the pack must be loaded."""
    lived, why = weeks_of(program), why_of(program)
    weeks, stage_told, told = [], None, set()
    for week in lived:
        is_new_stage = week.stage is not None and week.stage != stage_told
        weeks.append(_week(program, why, week, is_new_stage, week.week in told))
        stage_told = week.stage
        told.add(week.week)
    return Plan(program.uuid, program.name, weeks, changes)


def _week(
    program: Program, why: Mapping[str, str], week: LivedWeek, is_new_stage: bool, is_again: bool
) -> PlanWeek:
    stage = week.stage
    return PlanWeek(
        number=week.week,
        when=week.when,
        stage=stage.name if stage else "",
        goal=stage.goal if stage and is_new_stage else "",
        dates=_dates_words(week.dates),
        is_again=is_again,
        rows=[_row(program, why, row, week.dates) for row in week.prescriptions],
    )


def _row(program: Program, why: Mapping[str, str], row: Prescription, dates: tuple[date, ...]) -> PlanRow:
    sides = sides_of(SideRule(row.side), BodySide(program.side))
    return PlanRow(
        name=row.exercise.name,
        is_core=row.is_core,
        dose_text=dose_words(dose_of(row), sides),
        days_text=_days_words(row.days, dates),
        why=[text for text in (row.exercise.purpose, why.get(row.exercise.focus, "")) if text],
    )


def _dates_words(dates: tuple[date, ...]) -> str:
    if not dates:
        return ""
    first, last = dates[0], dates[-1]
    start = "j" if first.month == last.month else "j F"
    return _("{first} to {last}").format(first=date_format(first, start), last=date_format(last, "j F"))


def _days_words(days: Sequence[int], dates: tuple[date, ...]) -> str:
    """Weekdays by name where the week's dates are known, else how many."""
    if len(days) == DAYS_A_WEEK:
        return _("every day")
    if len(dates) == DAYS_A_WEEK:
        return ", ".join(date_format(dates[day - 1], "D") for day in sorted(days))
    return ngettext("{n} day a week", "{n} days a week", len(days)).format(n=len(days))
