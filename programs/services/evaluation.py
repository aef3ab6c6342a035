"""Looks at programs: makes the decisions that are due, stores them, and carries out those that act alone.

Called by whatever records something about a knee, in its transaction, and by a sweep for what only time
brings about: the end of a week, a question nobody answered. What lets a patient do more is only proposed.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from audit.context import recorded
from common import clock
from patients.enums import Outcome
from patients.models import Patient
from programs.enums import RUNNING
from programs.models import DailyCheck, Decision, DecisionAction, DecisionAnswer, Program
from programs.queries.decided import known_decisions
from programs.queries.lives import lives
from programs.queries.protocols import harder_of, protocol_of
from programs.rules.agenda import CHECKIN, WEEKLY, Case, Made, agenda, is_overdue
from programs.rules.decision_words import Effect, Verdict
from programs.rules.judged import judged_sessions
from programs.rules.life import Life
from programs.rules.parameters import snapshot
from programs.rules.verdicts import STOPS
from programs.services.applying import Changes, Order, carry_out_week, ease_after
from programs.services.looking import next_morning
from programs.services.pausing import today_of
from programs.services.red_flags import stop_after_check
from programs.services.resting import end_rests
from programs.services.running import judge_runs, pause_running
from programs.services.signals import detect_signals
from programs.services.weeks import Held, hold_all, settle_waiting

logger = logging.getLogger(__name__)

BATCH = 200
RUN_FOR_S = 45


def evaluate_patient(patient: Patient, *, at: datetime | None = None) -> list[Decision]:
    """Everything that is due about a patient's running programs, in the caller's transaction.

    The history names nobody for it: who told how the knee is has not changed the plan.
    """
    rows = Program.objects.select_for_update(no_key=True, of=("self",)).select_related("patient")
    with recorded(by=None, reason="evaluated"):
        programs = list(rows.filter(patient=patient, status__in=RUNNING).order_by("pk"))
        return _evaluate(programs, at or clock.now())


def evaluate_due(now: datetime | None = None) -> int:
    """Every program whose time has come; returns how many were looked at.

    Any number may run at once: each program is locked by one of them.
    """
    looked_at, deadline = 0, monotonic() + RUN_FOR_S
    while monotonic() < deadline and (batch := _evaluate_batch(now or clock.now())):
        looked_at += batch
    return looked_at


def _evaluate_batch(now: datetime) -> int:
    with recorded(by=None, reason="evaluated"):
        programs = list(
            Program.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("patient")
            .filter(evaluate_at__lte=now, status__in=RUNNING)
            .order_by("evaluate_at")[:BATCH]
        )
        _evaluate(programs, now)
    return len(programs)


def _evaluate(programs: Sequence[Program], at: datetime) -> list[Decision]:
    if not programs:
        return []
    found = _lives(programs)
    end_rests(programs, found, at)
    known = known_decisions(programs, at)
    made = [
        (program, one)
        for program in programs
        for one in _agenda(program, _case(program, found[program.pk], known[program.pk], at))
    ]
    decisions = _store(made, at)
    _answer(made, decisions, found)
    decisions += [step for program in programs for step in _judge_runs(program, found[program.pk], at)]
    detect_signals(programs, found, at=at)
    _plan_next(programs, at)
    return decisions


def _agenda(program: Program, case: Case) -> list[Made]:
    """One program that cannot be decided about must not keep a patient's record, or all others, from theirs.
    It is looked at again the next morning."""
    try:
        return agenda(case)
    except Exception:
        logger.exception("Nothing could be decided about program %s.", program.uuid)
        return []


def _judge_runs(program: Program, life: Life, at: datetime) -> list[Decision]:
    if not life.runs:
        return []
    return judge_runs(program, judged_sessions(life, snapshot(program.parameters), at), at=at)


def _lives(programs: Sequence[Program]) -> Mapping[int, Life]:
    """With the weeks that nobody decided about in time written down as they were lived."""
    found = dict(lives(programs))
    overdue = [program for program in programs if is_overdue(found[program.pk], today_of(program))]
    for program in overdue:
        settle_waiting(program, on=today_of(program), reason="waited for a decision", full_weeks=True)
    return found | lives(overdue) if overdue else found


def _case(program: Program, life: Life, known: Mapping[tuple[str, str], Any], at: datetime) -> Case:
    return Case(
        life=life,
        known=known,
        protocol=protocol_of(program.pack_id),
        parameters=snapshot(program.parameters),
        at=at,
        harder=harder_of(program.pack_id),
    )


def _store(made: Sequence[tuple[Program, Made]], at: datetime) -> list[Decision]:
    _replace_older(made)
    return Decision.objects.bulk_create(_row(program, one, at) for program, one in made)


def _replace_older(made: Sequence[tuple[Program, Made]]) -> None:
    """What was not answered yet is not answered any more: a newer one stands in its place. A week that was
    waited out is behind the one after it."""
    newer = {program.pk for program, one in made if one.scope == WEEKLY}
    wanted = {(program.pk, one.scope, one.key) for program, one in made if one.replaces}
    rows = Decision.objects.filter(
        program__in=newer | {program for program, _scope, _key in wanted}, answer=None
    )
    DecisionAnswer.objects.bulk_create(
        DecisionAnswer(decision=row, action=DecisionAction.REPLACED)
        for row in rows
        if (row.scope == WEEKLY and row.program_id in newer) or (row.program_id, row.scope, row.key) in wanted
    )


def _row(program: Program, made: Made, at: datetime) -> Decision:
    return Decision(
        patient_id=program.patient_id,
        program=program,
        scope=made.scope,
        key=made.key,
        revision=made.revision,
        on=made.on,
        prescription_id=made.item,
        pack_id=program.pack_id,
        engine=made.record.engine,
        parameters=made.record.parameters,
        facts=made.record.inputs,
        proposal=made.record.output,
        verdict=str(made.verdict),
        waits=made.waits,
        made_at=at,
    )


def _answer(
    made: Sequence[tuple[Program, Made]], decisions: Sequence[Decision], lives: Mapping[int, Life]
) -> None:
    """What needs no clinician is done at once, and says what it did. Most of it is a week lived once more."""
    acting = [
        (program, one, decision)
        for (program, one), decision in zip(made, decisions, strict=True)
        if not one.waits
    ]
    held = [
        Held(program, _last_week(program, lives), decision, _codes(decision))
        for program, one, decision in acting
        if _is_plain_hold(program, one)
    ]
    changes = {one.decision.pk: {"weeks": "held"} for one in held}
    if held:
        hold_all(held)
    DecisionAnswer.objects.bulk_create(
        DecisionAnswer(
            decision=decision,
            action=DecisionAction.AUTOMATIC,
            changes=changes.get(decision.pk) or _carry_out(program, one, decision),
        )
        for program, one, decision in acting
    )


def _last_week(program: Program, lives: Mapping[int, Life]) -> int:
    """The program week that was released last."""
    return lives[program.pk].clock.weeks[program.weeks_released - 1]


def _is_plain_hold(program: Program, made: Made) -> bool:
    is_last = made.key == f"week:{program.weeks_released}"
    return made.scope == WEEKLY and made.verdict == Verdict.HOLD and is_last


def _carry_out(program: Program, made: Made, decision: Decision) -> Changes:
    order = Order(decision, program, None, _codes(decision))
    if made.scope == WEEKLY:
        return carry_out_week(order, Verdict(made.verdict))
    if made.scope != CHECKIN:
        return {}
    if _pauses_running(decision):
        pause_running(program, reason=order.reason, decision=decision)
    if made.verdict in STOPS:
        return _stop(program, made)
    return ease_after(order, made.sessions) if made.sessions else {}


def _stop(program: Program, made: Made) -> Changes:
    level = Outcome.EMERGENCY if made.verdict == Verdict.STOP_EMERGENCY else Outcome.URGENT
    rows = DailyCheck.objects.select_related("patient__clinic", "screening__clinic", "given_by")
    for check in rows.filter(episode=program.episode_id, on=made.on):
        stop_after_check(check, level)
    return {"stopped": str(level)}


def _pauses_running(decision: Decision) -> bool:
    return any(Effect.PAUSE_RUNNING in reason["also"] for reason in decision.proposal["reasons"])


def _codes(decision: Decision) -> str:
    return ", ".join(reason["code"] for reason in decision.proposal.get("reasons", ()))


def _plan_next(programs: Sequence[Program], at: datetime) -> None:
    for program in programs:
        zone = program.patient.time_zone
        program.evaluate_at = next_morning(zone, clock.today_in(zone, at))
    Program.objects.bulk_update(programs, ["evaluate_at"])
