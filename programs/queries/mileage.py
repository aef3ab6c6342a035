"""The mileage budget of a program's running plan: put together from what was logged, and told in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from patients.models import Measurement
from programs.models import Decision, DecisionAction, DecisionScope, Program, RunLog, RunPhase, RunPlan
from programs.queries.run_packs import PackPlan
from programs.rules.decision_words import RunAction
from programs.rules.exact import Number, exact
from programs.rules.parameters import Parameters
from programs.rules.run_budget import Budget, Build, Grows, Ran, budget

WEEKLY_KM, LONGEST_KM = "weekly_km", "longest_run_km"
TOLD_WITHIN = timedelta(days=30)
# What is read before the start of a plan: the thirty days that count, and the week they begin in.
BEFORE = timedelta(days=37)
BACK = (RunAction.STEP_BACK, RunAction.ESCALATE, RunAction.PAUSE_RUN)
CARRIED_OUT = (DecisionAction.AUTOMATIC, DecisionAction.APPROVED)


def budget_of(plan: RunPlan, pack: PackPlan, on: date, parameters: Parameters) -> Budget:
    """The budget of the week a date is in; three queries at most. The plan's program must be loaded."""
    runs = runs_since(plan.program, _since(plan, on))
    return budget(runs, build_of(plan, pack), on, parameters)


def _since(plan: RunPlan, on: date) -> date:
    return min(plan.build_started_on or on, on) - BEFORE


def runs_since(program: Program, first: date) -> list[Ran]:
    """Every run of the program's patient: both knees run the same kilometres."""
    rows = RunLog.objects.filter(patient=program.patient_id, on__gte=first)
    return [Ran(on, exact(km)) for on, km in rows.order_by("on", "pk").values_list("on", "distance_km")]


def build_of(plan: RunPlan, pack: PackPlan) -> Build:
    """How a stored plan builds distance."""
    program, started_on = plan.program, plan.build_started_on or plan.program.start_on
    told = told_distances(program, started_on)
    return Build(
        anchor=program.start_on,
        started_on=started_on,
        first_share=pack.first_week_share if plan.phase == RunPhase.MODIFIED else None,
        grows=Grows(plan.change),
        eased_on=eased_on(program),
        told_week=told.get(WEEKLY_KM),
        told_longest=told.get(LONGEST_KM),
    )


def told_distances(program: Program, by: date) -> dict[str, Number]:
    """What an examination or a measurement of the last thirty days says, the latest one of each."""
    rows = Measurement.objects.filter(
        patient=program.patient_id,
        code__in=(WEEKLY_KM, LONGEST_KM),
        on__range=(by - TOLD_WITHIN, by),
        voided_at=None,
    )
    told = rows.order_by("on", "recorded_at").values_list("code", "value")
    return {code: exact(value) for code, value in told}


def eased_on(program: Program) -> list[date]:
    """The days of the runs after which the plan went back."""
    rows = Decision.objects.filter(
        program=program,
        scope=DecisionScope.RUN_STEP,
        verdict__in=BACK,
        answer__action__in=CARRIED_OUT,
    )
    return list(rows.values_list("on", flat=True))


def km_words(km: Number | Decimal | None) -> str:
    """A distance with one decimal at most: "6.4 km"."""
    if km is None:
        return ""
    tenths = int(exact(km) * 10)
    return _("{km} km").format(km=number_format(Decimal(tenths) / 10, decimal_pos=1 if tenths % 10 else 0))


def as_float(km: Fraction | None) -> float | None:
    """For programs that read it; caps have one decimal, and a float says that exactly enough."""
    return None if km is None else float(km)


def total_km(runs: Iterable[Any]) -> Fraction:
    return sum((exact(run.distance_km) for run in runs), Fraction(0))
