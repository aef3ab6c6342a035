"""Where a patient stands on the way back to running: the level, the week's budget, the goal, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common import clock
from patients.models import Patient
from programs.enums import RUNNING
from programs.models import Decision, DecisionScope, Program, RunChange, RunPhase, RunPlan
from programs.queries.mileage import budget_of
from programs.queries.run_goal import GoalAnswer, goal_of
from programs.queries.run_packs import PackPlan, pack_plan
from programs.rules.decision_words import PainModel
from programs.rules.parameters import Parameters, snapshot
from programs.rules.run_budget import Budget
from programs.rules.run_conditions import pain_model
from programs.rules.running import RunLevel


@dataclass(frozen=True, slots=True)
class Running:
    """A program's running on a day. ``budget`` is there once distance counts, not while levels do."""

    on: date
    program: Program
    pack: PackPlan
    parameters: Parameters
    plan: RunPlan | None = None
    budget: Budget | None = None
    goal: GoalAnswer | None = None
    waiting: Decision | None = None

    @property
    def level(self) -> RunLevel | None:
        """The level of walking and jogging; None for who does not do them now."""
        if self.plan is None or self.plan.phase != RunPhase.WALK_JOG:
            return None
        return self.pack.level(self.plan.level)

    @property
    def levels(self) -> Sequence[RunLevel]:
        return self.pack.levels

    @property
    def passes_required(self) -> int:
        return self.parameters.whole("run.passes_required")

    @property
    def pain_model(self) -> PainModel:
        return pain_model(self.parameters)

    @property
    def change(self) -> RunChange | None:
        """What grows now; only while distance is built."""
        if self.plan is None or self.plan.phase != RunPhase.MILEAGE:
            return None
        return RunChange(self.plan.change)

    @property
    def next_run_on(self) -> date | None:
        """Where it still lies ahead."""
        first = self.plan.next_run_on if self.plan else None
        return first if first and first > self.on else None


def running_of(program: Program, on: date | None = None) -> Running | None:
    """A program's running; None where its pack has no running plan. The patient must be loaded."""
    pack = pack_plan(program.pack_id)
    if pack is None:
        return None
    on = on or clock.today_in(program.patient.time_zone)
    parameters = snapshot(program.parameters)
    plan = RunPlan.objects.filter(program=program).select_related("entered_by").first()
    if plan is None:
        return Running(on, program, pack, parameters)
    plan.program = program
    counts = plan.phase != RunPhase.WALK_JOG
    found = budget_of(plan, pack, on, parameters) if counts else None
    return Running(
        on=on,
        program=program,
        pack=pack,
        parameters=parameters,
        plan=plan,
        budget=found,
        goal=goal_of(plan, pack, found, on, parameters),
        waiting=_waiting(program),
    )


def own_running(patient: Patient) -> Running | None:
    """Of the program whose running plan is open, else of the first that runs; None without either."""
    programs = Program.objects.filter(patient=patient, status__in=RUNNING)
    found = programs.order_by("run_plan__pk", "start_on", "pk").first()  # without a plan: last
    if found is None:
        return None
    found.patient = patient
    return running_of(found)


def _waiting(program: Program) -> Decision | None:
    """The step up that waits for a clinician."""
    rows = Decision.objects.filter(program=program, scope=DecisionScope.RUN_STEP, waits=True, answer=None)
    return rows.order_by("-pk").first()
