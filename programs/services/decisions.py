"""What a clinician does with a proposal: approve it, decide otherwise, reject it; once, with who and why.

Whoever answers first has answered. A decision that was made anew meanwhile cannot be answered any more.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, ServiceError, invalid
from programs.access import get_decision, get_program
from programs.enums import RUNNING, ProgramStatus
from programs.models import Decision, DecisionAction, DecisionAnswer, DecisionScope, Program
from programs.queries.facts import place_reached
from programs.queries.lives import lives
from programs.queries.protocols import protocol_of
from programs.rules.agenda import WEEKLY
from programs.rules.clock import ProgramDay, dates_of
from programs.rules.decision_words import LoadAction, Verdict
from programs.rules.life import Life
from programs.rules.life_facts import weekly_facts
from programs.rules.parameters import snapshot
from programs.rules.record import decide
from programs.services.applying import Changes, Order, carry_out_week
from programs.services.load_steps import carry_out_load
from programs.services.pausing import today_of
from programs.services.red_flags import check_not_stopped, lock_patient
from programs.services.running import apply_run_step

# What a clinician may decide about a week, whatever the rules proposed.
WEEK_VERDICTS = (
    Verdict.HOLD, Verdict.REGRESS, Verdict.ADVANCE_WEEK, Verdict.PROGRESS, Verdict.COMPLETE,
)  # fmt: skip
# What may be decided while a program rests: nothing is due, and nothing grows.
ASK_LESS = (Verdict.HOLD, Verdict.REGRESS)


def approve_decision(*, by: User, decision: UUID, patient_words: str = "") -> Decision:
    """As proposed. Raises NotFound, Conflict (``answered``, ``replaced``, ``stopped``, ``not_running``)."""
    found = get_decision(by, decision, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="approved"):
        found = _open(found)
        changes = _carry_out(found, found.verdict, by, _because(found))
        _answer(found, DecisionAction.APPROVED, by, "", patient_words, changes)
    return found


def edit_decision(
    *, by: User, decision: UUID, verdict: str, reason: str, patient_words: str = ""
) -> Decision:
    """Another verdict than the proposed one, for a reason. Raises NotFound, InvalidInput, Conflict."""
    found, reason = get_decision(by, decision, Permission.EDIT_CLINICAL), _said(reason)
    if found.scope != DecisionScope.WEEKLY or verdict not in WEEK_VERDICTS:
        raise invalid(verdict=_("This cannot be decided here."))
    with recorded(by=by, reason=reason):
        found = _open(found)
        changes = _carry_out(found, verdict, by, reason) | {"verdict": verdict}
        _answer(found, DecisionAction.EDITED, by, reason, patient_words, changes)
    return found


def reject_decision(*, by: User, decision: UUID, reason: str, patient_words: str = "") -> Decision:
    """Nothing grows: a week that waits is held. Raises NotFound, InvalidInput, Conflict."""
    found, reason = get_decision(by, decision, Permission.EDIT_CLINICAL), _said(reason)
    with recorded(by=by, reason=reason):
        found = _open(found)
        held = found.scope == DecisionScope.WEEKLY
        changes = _carry_out(found, Verdict.HOLD, by, reason) if held else {}
        _answer(found, DecisionAction.REJECTED, by, reason, patient_words, changes)
    return found


def approve_decisions(*, by: User, decisions: Sequence[UUID]) -> tuple[list[UUID], dict[UUID, str]]:
    """Each on its own: those approved, and why the others were not."""
    approved, refused = [], {}
    for decision in decisions:
        try:
            approve_decision(by=by, decision=decision)
            approved.append(decision)
        except ServiceError as error:
            refused[decision] = str(error)
    return approved, refused


def decide_program(
    *, by: User, program: UUID, verdict: str, reason: str, patient_words: str = ""
) -> Decision:
    """The clinician's own decision about the week at hand, beside what the rules say to it now.

    Raises NotFound, InvalidInput, Conflict.
    """
    record, reason = get_program(by, program, Permission.EDIT_CLINICAL), _said(reason)
    if verdict not in WEEK_VERDICTS:
        raise invalid(verdict=_("Choose what to do."))
    with recorded(by=by, reason=reason):
        record = _locked(record)
        made = _made_now(record)
        changes = _carry_out(made, verdict, by, reason, record) | {"verdict": verdict}
        _answer(made, DecisionAction.EDITED, by, reason, patient_words, changes)
    return made


def replace_unanswered(decision: Decision) -> None:
    """A newer one has taken its place."""
    DecisionAnswer.objects.create(decision=decision, action=DecisionAction.REPLACED)


def _made_now(program: Program) -> Decision:
    """What the rules say to the week at hand, stored as a new revision; an open one is replaced by it."""
    place = place_reached(program, today_of(program))
    if program.status not in RUNNING or not isinstance(place, ProgramDay):
        raise Conflict(_("This program is not running now."), code="not_running")
    life = lives([program])[program.pk]
    position = _begun(life, min(place.position, program.weeks_released))
    parameters = snapshot(program.parameters)
    facts = weekly_facts(life, position, clock.now(), parameters)
    _result, record = decide(facts, protocol_of(program.pack_id), parameters)
    rows = Decision.objects.filter(program=program, scope=WEEKLY, key=f"week:{position}")
    before = rows.select_related("answer").order_by("-revision").first()
    if before and not hasattr(before, "answer"):
        replace_unanswered(before)
    return Decision.objects.create(
        patient_id=program.patient_id,
        program=program,
        scope=WEEKLY,
        key=f"week:{position}",
        revision=before.revision + 1 if before else 1,
        on=today_of(program),
        pack_id=program.pack_id,
        engine=record.engine,
        parameters=record.parameters,
        facts=record.inputs,
        proposal=record.output,
        verdict=record.output["decision"],
        waits=True,
    )


def _begun(life: Life, position: int) -> int:
    """The week at hand, or the one before while none of its days was lived."""
    return position if position == 1 or dates_of(life.clock, position) else position - 1


def _carry_out(
    decision: Decision, verdict: str, by: User, reason: str, program: Program | None = None
) -> Changes:
    program = program or _locked(decision.program)
    if decision.scope == DecisionScope.RUN_STEP:
        return apply_run_step(decision, by=by)
    if program.status != ProgramStatus.ACTIVE and verdict not in ASK_LESS:
        raise Conflict(_("This program is not running now."), code="not_running")
    if decision.scope == DecisionScope.LOAD:
        return carry_out_load(decision, LoadAction(verdict), by=by, reason=reason)
    return carry_out_week(Order(decision, program, by, reason), Verdict(verdict))


def _open(decision: Decision) -> Decision:
    """Under the program's lock: of two clinicians one wins, and the sweep replaces nothing meanwhile."""
    _locked(decision.program)
    found = (
        Decision.objects.select_for_update(no_key=True, of=("self",))
        .select_related("program__patient", "pack")
        .get(pk=decision.pk)
    )
    answer = DecisionAnswer.objects.filter(decision=found).select_related("clinician").first()
    if answer is None:
        return found
    if answer.action == DecisionAction.REPLACED:
        raise Conflict(
            _("Something new came in, and this was decided anew. Look at it again."), code="replaced"
        )
    who = answer.clinician.name if answer.clinician else _("the rules")
    raise Conflict(_("This was answered already, by %(who)s.") % {"who": who}, code="answered")


def _locked(program: Program) -> Program:
    check_not_stopped(lock_patient(program.patient_id))
    return (
        Program.objects.select_for_update(no_key=True, of=("self",))
        .select_related("patient", "pack")
        .get(pk=program.pk)
    )


def _answer(
    decision: Decision, action: DecisionAction, by: User, reason: str, words: str, changes: Mapping[str, Any]
) -> None:
    DecisionAnswer.objects.create(
        decision=decision,
        action=action,
        clinician=by,
        reason=reason,
        patient_words=words.strip(),
        changes=dict(changes),
    )


def _because(decision: Decision) -> str:
    """For the plan's own rows: the codes the rules gave, or the bare verdict."""
    codes = [reason["code"] for reason in decision.proposal.get("reasons", ())]
    return ", ".join(codes) or decision.verdict


def _said(reason: str) -> str:
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    return reason.strip()[:500]
