"""What a step of the running plan does to the plan's row. Callers hold the program's lock.

What asks less acts for itself. What lets the patient do more has a clinician who says so, whoever calls.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Conflict, NotAllowed
from programs.enums import ProgramStatus
from programs.models import Decision, RunChange, RunPhase, RunPlan
from programs.queries.run_entry import gate_test
from programs.queries.run_packs import pack_plan
from programs.rules.decision_words import RunAction
from programs.rules.running import next_run_on

Changes = dict[str, Any]
INCREASES = frozenset({RunAction.LEVEL_UP, RunAction.PLAN_DONE})
STEPS_BACK = frozenset({RunAction.STEP_BACK, RunAction.ESCALATE})
REASON_LENGTH = 240


def locked_plan(program_id: int) -> RunPlan | None:
    """The plan of a program under its lock, with the program and its patient."""
    rows = RunPlan.objects.select_for_update(no_key=True, of=("self",)).select_related("program__patient")
    return rows.filter(program=program_id).first()


def carry_out_step(plan: RunPlan, decision: Decision, *, by: User | None, at: datetime) -> Changes:
    """Moves the plan as a decision says, and tells what changed. Raises Conflict where it may not grow."""
    action = RunAction(decision.verdict)
    if action in INCREASES:
        _check_may_grow(plan, decision, action, by, at)
    before = _standing(plan)
    _move(plan, decision, action, at)
    wait_until(plan, decision)
    plan.save()
    return {"run": {"action": str(action), "from": before, "to": _standing(plan)}}


def wait_until(plan: RunPlan, decision: Decision) -> None:
    """The rest after the run holds at once, whatever else waits; it is never made shorter."""
    rest_days = decision.proposal["rest_days"]
    if rest_days is not None:
        first = next_run_on(decision.on, rest_days)
        plan.next_run_on = max(first, plan.next_run_on or first)


def pause(plan: RunPlan, reason: str, at: datetime) -> None:
    """Until a clinician lets it go on; the first reason stays."""
    if plan.paused_at is None:
        plan.paused_at, plan.pause_reason = at, reason[:REASON_LENGTH]


def _move(plan: RunPlan, decision: Decision, action: RunAction, at: datetime) -> None:
    plan.level, plan.passes = decision.proposal["level"], decision.proposal["passes"]
    if action in STEPS_BACK:
        plan.phase, plan.build_started_on = RunPhase.WALK_JOG, None
        plan.eased_on = _today(plan, at)
    elif action == RunAction.PAUSE_RUN:
        pause(plan, _("A red run at the first level"), at)
    elif action == RunAction.PLAN_DONE:
        build(plan, _today(plan, at))


def build(plan: RunPlan, on: date) -> None:
    """From now on distance grows, as the first thing."""
    plan.phase, plan.build_started_on, plan.passes = RunPhase.MILEAGE, on, 0
    plan.change = RunChange.DURATION


def _check_may_grow(
    plan: RunPlan, decision: Decision, action: RunAction, by: User | None, at: datetime
) -> None:
    if by is None:
        raise NotAllowed(_("No running plan grows without a clinician."))
    if plan.program.status != ProgramStatus.ACTIVE:
        raise Conflict(_("This program is not running now."), code="not_running")
    check_not_paused(plan)
    if decision.facts["state"]["level"] != plan.level:
        raise Conflict(_("The running plan has moved since. Look at it again."), code="replaced")
    if action == RunAction.LEVEL_UP:
        check_gates(plan, plan.level, decision.proposal["level"], at)


def check_not_paused(plan: RunPlan) -> None:
    if plan.paused_at:
        raise Conflict(_("Running is paused. Let it go on first."), code="running_paused")


def check_gates(plan: RunPlan, below: int, level: int, at: datetime) -> None:
    """Raises Conflict naming the test that stands before a level and was not passed."""
    pack = pack_plan(plan.program.pack_id)
    for number in range(below + 1, level + 1):
        test = gate_test(plan.program, pack, number, _today(plan, at)) if pack else None
        if test and not test.is_passed:
            told = {"level": number, "test": test.words}
            raise Conflict(_("Before level %(level)d: %(test)s.") % told, code="tests_missing")


def _today(plan: RunPlan, at: datetime) -> date:
    return clock.today_in(plan.program.patient.time_zone, at)


def _standing(plan: RunPlan) -> Changes:
    return {
        "phase": str(plan.phase),
        "level": plan.level,
        "passes": plan.passes,
        "paused": bool(plan.paused_at),
    }
