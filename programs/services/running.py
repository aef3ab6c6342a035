"""Runs move the running plan: each run whose colour is final is judged, once for what was told of it.

A step that asks less acts at once: the same again, a level back, a pause. A step up waits for a clinician;
until then the level goes on. A run that is corrected is judged anew from where the plan stood then; that acts
by itself only where nothing rests on the old judgement yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from programs.access import get_program
from programs.enums import RUNNING
from programs.models import (
    Decision,
    DecisionAction,
    DecisionAnswer,
    DecisionScope,
    Program,
    RunLog,
    RunPhase,
    RunPlan,
)
from programs.queries.protocols import protocol_of
from programs.rules.decision_words import Colour, RunAction
from programs.rules.facts import RunSession, RunState, RunStepFacts
from programs.rules.judged import Judged
from programs.rules.life import Run
from programs.rules.parameters import Parameters, snapshot
from programs.rules.record import Record, decide, freeze
from programs.services.red_flags import check_not_stopped, lock_patient
from programs.services.run_steps import (
    INCREASES,
    STEPS_BACK,
    Changes,
    carry_out_step,
    locked_plan,
    pause,
    wait_until,
)

UPS_WINDOW, BACKS_WINDOW = timedelta(days=7), timedelta(days=14)
CARRIED_OUT = frozenset({DecisionAction.AUTOMATIC, DecisionAction.APPROVED})


def judge_runs(program: Program, judged: Sequence[Judged], *, at: datetime) -> list[Decision]:
    """New decisions about runs, oldest run first. The caller holds the program's lock."""
    final = [(each, each.session.run) for each in judged if each.is_final and each.session.run]
    plan = locked_plan(program.pk) if final else None
    if plan is None:
        return []
    case = _Case(plan, snapshot(program.parameters), at, _steps(program))
    since = ((each, run) for each, run in final if run.loaded_at >= plan.entered_at)
    return [made for each, run in since if (made := _judge(case, each, run))]


def apply_run_step(decision: Decision, *, by: User) -> Changes:
    """Carries out what waited for a clinician. Raises Conflict where the plan has moved on."""
    plan = locked_plan(decision.program_id)
    if plan is None:
        raise Conflict(_("There is no running plan."), code="no_run_plan")
    return carry_out_step(plan, decision, by=by, at=clock.now())


def pause_running(program: Program, *, reason: str, decision: Decision | None = None) -> RunPlan | None:
    """No more runs until a clinician lets it go on; None where no plan was opened.

    Without a plan, the decision that asks for it speaks for itself (queries/run_facts.py).
    """
    plan = locked_plan(program.pk)
    if plan:
        pause(plan, reason or (decision.verdict if decision else ""), clock.now())
        plan.save()
    return plan


def pause_running_by(*, by: User, program: UUID, reason: str) -> RunPlan:
    """A clinician stops running. Raises NotFound, InvalidInput, Conflict."""
    reason, record = said(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        plan = open_plan_of(record)
        if plan.paused_at:
            raise Conflict(_("Running is paused already."), code="running_paused")
        pause(plan, reason, clock.now())
        plan.save()
    return plan


def resume_running(*, by: User, program: UUID, reason: str) -> RunPlan:
    """A clinician has looked: running goes on at the level it stood, with no passes.

    That look stands for the easing after a red run, since at the first level there is nothing easier.
    Raises NotFound, InvalidInput, Conflict; code ``stopped`` while a warning sign holds.
    """
    reason, record = said(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        check_not_stopped(lock_patient(record.patient_id))
        plan = open_plan_of(record)
        if plan.paused_at is None:
            raise Conflict(_("Running is not paused."), code="not_paused")
        today = clock.today_in(record.patient.time_zone)
        plan.paused_at, plan.pause_reason, plan.passes = None, "", 0
        plan.eased_on = today
        plan.save()
    return plan


def open_plan_of(program: Program) -> RunPlan:
    """The plan of a program that runs, under the locks of both. Raises Conflict."""
    found = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    if found.status not in RUNNING:
        raise Conflict(_("This program has ended."), code="program_ended")
    plan = locked_plan(program.pk)
    if plan is None:
        raise Conflict(_("There is no running plan yet. Let the patient begin first."), code="no_run_plan")
    return plan


def said(reason: str) -> str:
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    return reason.strip()


@dataclass(slots=True)
class _Case:
    """A plan while its runs are judged; ``steps`` are its decisions so far, oldest first."""

    plan: RunPlan
    parameters: Parameters
    at: datetime
    steps: list[Decision]
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = clock.today_in(self.plan.program.patient.time_zone, self.at)

    def known(self, key: str) -> Decision | None:
        return next((step for step in reversed(self.steps) if step.key == key), None)

    def state(self) -> RunState:
        return RunState(
            level=self.plan.level,
            passes=self.plan.passes,
            ups_7d=self._moves({RunAction.LEVEL_UP}, UPS_WINDOW),
            backs_14d=self._moves(STEPS_BACK, BACKS_WINDOW),
        )

    def _moves(self, actions: Iterable[RunAction], window: timedelta) -> int:
        days = (_carried_out_on(step, self.plan) for step in self.steps if step.verdict in set(actions))
        return sum(day is not None and self.today - window < day <= self.today for day in days)


def _steps(program: Program) -> list[Decision]:
    rows = Decision.objects.filter(program=program, scope=DecisionScope.RUN_STEP)
    return list(rows.select_related("answer").order_by("pk"))


def _carried_out_on(step: Decision, plan: RunPlan) -> date | None:
    answer = _answer(step)
    if answer is None or answer.action not in CARRIED_OUT:
        return None
    return clock.today_in(plan.program.patient.time_zone, answer.answered_at)


def _answer(step: Decision) -> DecisionAnswer | None:
    return getattr(step, "answer", None)


def _judge(case: _Case, judged: Judged, run: Run) -> Decision | None:
    told = RunSession(
        colour=None if judged.colour == Colour.NONE else judged.colour, sore_in_warmup=run.sore_in_warmup
    )
    known = case.known(judged.session.key)
    if known is None:
        if not _counts(case, judged, run):
            return None
        return _decide(case, run, RunStepFacts(state=case.state(), session=told), None)
    if known.facts["session"] == freeze(told):
        return None
    state = RunState(**known.facts["state"])
    return _decide(case, run, RunStepFacts(state=state, session=told), known)


def _counts(case: _Case, judged: Judged, run: Run) -> bool:
    """A good run says nothing of a level it was below, nor after a later run was judged, nor in a pause.

    While distance is built no level is passed any more. What went less well always counts.
    """
    if judged.colour != Colour.GREEN or run.sore_in_warmup:
        return True
    plan = case.plan
    is_late = any(step.on > run.on for step in case.steps)
    is_below = run.level is not None and run.level < plan.level
    return not (plan.paused_at or plan.phase == RunPhase.MILEAGE or is_late or is_below)


def _decide(case: _Case, run: Run, facts: RunStepFacts, known: Decision | None) -> Decision:
    _result, record = decide(facts, protocol_of(case.plan.program.pack_id), case.parameters)
    action = RunAction(record.output["action"])
    waits = action in INCREASES or (known is not None and _is_built_on(case, known))
    _replace_open(case)
    made = _store(case, run, record, known, waits=waits)
    if waits:
        _wait(case.plan, made, is_new=known is None)
    else:
        changes = carry_out_step(case.plan, made, by=None, at=case.at)
        _say(made, DecisionAction.AUTOMATIC, case.at, changes)
    case.steps.append(made)
    return made


def _is_built_on(case: _Case, known: Decision) -> bool:
    """Whether more than "the same again" was done about it, or a later run was judged since."""
    answer = _answer(known)
    if answer is None or answer.action == DecisionAction.REPLACED:
        return case.steps[-1] != known
    return known.verdict != RunAction.REPEAT or case.steps[-1] != known


def _replace_open(case: _Case) -> None:
    """One proposal at a time: an older one was made from less than is known now."""
    for step in case.steps:
        if _answer(step) is None:
            _say(step, DecisionAction.REPLACED, case.at, {})


def _say(decision: Decision, action: DecisionAction, at: datetime, changes: Changes) -> None:
    decision.answer = DecisionAnswer.objects.create(
        decision=decision, action=action, answered_at=at, changes=changes
    )


def _store(case: _Case, run: Run, record: Record, known: Decision | None, *, waits: bool) -> Decision:
    program = case.plan.program
    return Decision.objects.create(
        patient_id=program.patient_id,
        program=program,
        scope=DecisionScope.RUN_STEP,
        key=f"run:{run.key}",
        revision=known.revision + 1 if known else 1,
        on=run.on,
        run=RunLog.objects.get(uuid=str(run.key)),
        pack_id=program.pack_id,
        engine=record.engine,
        parameters=record.parameters,
        facts=record.inputs,
        proposal=record.output,
        verdict=record.output["action"],
        waits=waits,
        made_at=case.at,
    )


def _wait(plan: RunPlan, decision: Decision, *, is_new: bool) -> None:
    """The rest holds at once; a step up that waits shows the run that earned it as passed."""
    wait_until(plan, decision)
    if is_new:
        plan.passes = decision.facts["state"]["passes"] + 1
    plan.save()
