"""One week of an assigned program as it stands: what is prescribed, and the minutes of its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.models import Prescription, Program, ProgramStage
from programs.queries.facts import item_of
from programs.rules.clock import DAYS_A_WEEK, ProgramClock
from programs.rules.schedule import due_on
from programs.rules.script import build_script
from programs.rules.words import BodySide


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A program week; ``minutes`` of its seven days, 0 on a rest day."""

    week: int
    stage: ProgramStage | None
    prescriptions: Sequence[Prescription]
    minutes: Sequence[int]


def week_plan(program: Program, week: int) -> WeekPlan:
    """What holds in a program week from now on; closed prescriptions are history."""
    held = (
        program.prescriptions.filter(effective_to=None, first_week__lte=week, last_week__gte=week)
        .select_related("exercise__easier", "exercise__harder", "program")
        .order_by("-is_core", "position", "pk")
    )
    stage = program.stages.filter(first_week__lte=week, last_week__gte=week).first()
    prescriptions = list(held)
    return WeekPlan(week, stage, prescriptions, _minutes(prescriptions, program, week))


def _minutes(prescriptions: Sequence[Prescription], program: Program, week: int) -> list[int]:
    start = date(2001, 1, 1)  # any day will do: the week is looked at outside of the calendar
    clock = ProgramClock(start, (week,))
    items = [replace(item_of(prescription), effective_from=start) for prescription in prescriptions]
    days = (start + timedelta(days=day) for day in range(DAYS_A_WEEK))
    return [build_script(due_on(clock, items, BodySide(program.side), day)).minutes for day in days]
