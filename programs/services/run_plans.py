"""The running plan in a clinician's hands: begin, the level, what grows next, the goal, how pain is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from programs.access import get_program
from programs.enums import ProgramStatus
from programs.models import Program, RunChange, RunPhase, RunPlan
from programs.queries.run_changes import change_problem
from programs.queries.run_entry import entry_gaps
from programs.queries.run_first_week import first_week_warning
from programs.queries.run_packs import PackPlan, pack_plan
from programs.rules.decision_words import PainModel
from programs.rules.parameters import DEFAULTS, PAIN_MODELS, ParameterError, resolve
from programs.services.red_flags import check_not_stopped, lock_patient
from programs.services.run_steps import check_gates, check_not_paused
from programs.services.running import open_plan_of, said

MOST_KM = Decimal(200)


@dataclass(frozen=True)
class Goal:
    """A race or a run to be ready for; ``event`` may be empty."""

    on: date
    km: Decimal
    event: str = ""


@dataclass(frozen=True)
class Opened:
    """The plan, whether this call made it, and what the clinician should know about it."""

    plan: RunPlan
    created: bool
    warnings: list[str] = field(default_factory=list)


def open_run_plan(
    *,
    by: User,
    program: UUID,
    phase: str,
    goal: Goal | None = None,
    reason: str = "",
    uuid: UUID | None = None,
) -> Opened:
    """A clinician lets the patient begin. Sent again with the same ``uuid`` it opens nothing again.

    Raises NotFound, InvalidInput, and Conflict: ``not_ready`` naming what is missing, unless a ``reason``
    says why to begin all the same; ``run_plan_open``, ``not_running``, ``stopped``, ``no_run_plan``.
    """
    record = get_program(by, program, Permission.EDIT_CLINICAL)
    if phase not in (RunPhase.WALK_JOG, RunPhase.MODIFIED):
        raise invalid(phase=_("Choose how the patient begins."))
    with recorded(by=by, reason=reason.strip() or "running begins"):
        check_not_stopped(lock_patient(record.patient_id))
        record = _locked(record)
        if known := RunPlan.objects.filter(program=record).first():
            return _known(known, uuid)
        if uuid and RunPlan.objects.filter(uuid=uuid).exists():
            raise Conflict(_("This running plan could not be stored. Please try again."), code="id_taken")
        pack = _ready(record, phase, reason)
        plan = _create(by, record, RunPhase(phase), pack, uuid)
        if goal:
            _keep_goal(plan, goal)
        return Opened(plan, created=True, warnings=_warnings(plan, pack))


def set_level(*, by: User, program: UUID, level: int, reason: str) -> RunPlan:
    """Another level of walking and jogging, for a reason. Raises NotFound, InvalidInput, Conflict."""
    reason, record = said(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        patient, plan = lock_patient(record.patient_id), open_plan_of(record)
        pack = pack_plan(record.pack_id)
        if pack is None or pack.level(level) is None:
            raise invalid(level=_("The plan has no such level."))
        if level > plan.level:
            check_not_stopped(patient)
            check_not_paused(plan)
            check_gates(plan, plan.level, level, clock.now())
        if level < plan.level or plan.phase != RunPhase.WALK_JOG:
            plan.eased_on = _today(plan)
        plan.phase, plan.build_started_on = RunPhase.WALK_JOG, None
        plan.level, plan.passes = level, 0
        plan.save()
    return plan


def set_goal(*, by: User, program: UUID, goal: Goal | None) -> RunPlan:
    """What the patient runs for; None takes it away. Raises NotFound, InvalidInput, Conflict."""
    record = get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="goal"):
        plan = open_plan_of(record)
        if goal:
            _keep_goal(plan, goal)
        else:
            plan.goal_event, plan.goal_on, plan.goal_km = "", None, None
            plan.save()
    return plan


def choose_change(*, by: User, program: UUID, change: str) -> RunPlan:
    """What grows next: one thing at a time, in their order. Raises NotFound, InvalidInput, Conflict."""
    record = get_program(by, program, Permission.EDIT_CLINICAL)
    if change not in RunChange.values:
        raise invalid(change=_("This is not one of the changes."))
    with recorded(by=by, reason="what grows next"):
        plan = open_plan_of(record)
        if change == plan.change:
            return plan
        if problem := change_problem(plan, RunChange(change), _today(plan)):
            raise problem
        plan.change = change
        plan.save()
    return plan


def choose_pain_model(*, by: User, program: UUID, model: str, reason: str = "") -> Program:
    """How soon after a run the knee must be quiet again. Raises NotFound, InvalidInput, Conflict."""
    record = get_program(by, program, Permission.EDIT_CLINICAL)
    if model not in set(PainModel):
        raise invalid(model=_("This is not one of the pain models."))
    chosen = PAIN_MODELS[PainModel(model)]
    with recorded(by=by, reason=reason.strip() or f"pain model {model}"):
        record = _locked(record)
        _check_bounds(record, chosen)
        record.parameters = {**record.parameters, **chosen}
        record.save(update_fields=["parameters"])
    return record


def _check_bounds(program: Program, chosen: Mapping[str, int]) -> None:
    """What a pack locks or keeps in narrower bounds stays as the pack says."""
    pack = pack_plan(program.pack_id)
    try:
        resolve(pack.definitions if pack else DEFAULTS, chosen)
    except ParameterError as error:
        raise Conflict(_("The protocol of this program does not allow that."), code="locked") from error


def _known(plan: RunPlan, uuid: UUID | None) -> Opened:
    if uuid is None or plan.uuid != uuid:
        raise Conflict(_("There is a running plan already."), code="run_plan_open")
    return Opened(plan, created=False)


def _ready(program: Program, phase: str, reason: str) -> PackPlan:
    """The pack's plan, once nothing speaks against it or somebody has said why to begin all the same."""
    if program.status != ProgramStatus.ACTIVE:
        raise Conflict(_("This program is not running now."), code="not_running")
    pack = pack_plan(program.pack_id)
    if pack is None:
        raise Conflict(_("The protocol of this program has no running plan."), code="no_run_plan")
    gaps = entry_gaps(program, pack, phase, clock.today_in(program.patient.time_zone))
    if gaps and not reason.strip():
        raise Conflict(
            _("Not yet: %(gaps)s") % {"gaps": " ".join(_sentence(gap) for gap in gaps)},
            code="not_ready",
            fields={"reason": _("Say why to begin all the same.")},
        )
    return pack


def _sentence(gap: str) -> str:
    return gap if gap.endswith(".") else f"{gap}."


def _create(by: User, program: Program, phase: RunPhase, pack: PackPlan, uuid: UUID | None) -> RunPlan:
    """Whoever goes on running stands behind the last level: there is nothing to walk in between."""
    today = clock.today_in(program.patient.time_zone)
    goes_on = phase == RunPhase.MODIFIED
    return RunPlan.objects.create(
        **({"uuid": uuid} if uuid else {}),
        program=program,
        phase=phase,
        level=pack.plan.top_level if goes_on else 1,
        build_started_on=today if goes_on else None,
        eased_on=today,
        entered_by=by,
    )


def _keep_goal(plan: RunPlan, goal: Goal) -> None:
    if goal.on <= _today(plan):
        raise invalid(goal_on=_("The day of the goal is in the future."))
    if not 0 < goal.km <= MOST_KM:
        raise invalid(goal_km=_("A distance up to 200 km."))
    plan.goal_event, plan.goal_on, plan.goal_km = goal.event.strip(), goal.on, goal.km
    plan.save()


def _warnings(plan: RunPlan, pack: PackPlan) -> list[str]:
    warning = first_week_warning(plan.program, plan.phase, pack, _today(plan))
    return [warning] if warning else []


def _locked(program: Program) -> Program:
    rows = Program.objects.select_for_update(no_key=True, of=("self",)).select_related("patient")
    return rows.get(pk=program.pk)


def _today(plan: RunPlan) -> date:
    return clock.today_in(plan.program.patient.time_zone)
