"""The clinical loop of invented patients: how it settled, what the rules said to it, what the physio did.

Each morning the rules look, then the physio. What came up in the last two days is left waiting, so that
there is something to do when somebody signs in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from audit.context import recorded
from clinic.demo.people import Person
from common import clock
from common.errors import Conflict
from patients.enums import AssessmentKind
from patients.models import Patient
from patients.services.assessments import save_assessment, sign_assessment, start_assessment
from patients.services.signal_actions import settle_by_hand
from patients.signal_access import visible_signals
from programs.access import visible_decisions
from programs.models import FollowUp, Program, ProgramStage, RunPhase, SessionLog
from programs.queries.facts import clock_of
from programs.rules.clock import ProgramDay, locate
from programs.rules.decision_words import Verdict
from programs.run_validators import RunInput
from programs.services.decisions import approve_decision, decide_program
from programs.services.evaluation import evaluate_patient
from programs.services.follow_ups import answer_follow_up
from programs.services.lifecycle import resume_program
from programs.services.run_logs import record_run
from programs.services.run_plans import Goal, open_run_plan

BEFORE_BREAKFAST = time(4, 30)
LEFT_WAITING = timedelta(days=2)
RETEST_WEEKDAY = 6
STILL_SORE = 4
LONGEST_REST_DAYS = 3
SEEN = "Seen on video: good control, nothing hurts more. We go on and look again in a week."
SPEAK_AGAINST = frozenset({"RED_SESSION_THIS_WEEK", "RED_SESSIONS", "PAIN_RISING", "LOW_ADHERENCE"})
PASSES: Mapping[str, Any] = {
    "nprs": 1,
    "seconds": 32,
    "boolean": True,
    "points_0_6": 2,
    "good_fair_poor": "good",
    "reps": 22,
    "percent": 95,
}


@dataclass(frozen=True)
class Running:
    """How somebody runs: every so many days, so far, and on which day before today it went wrong."""

    every: int
    km: Decimal
    goal_km: Decimal
    goal: str
    bad_days_ago: int = 0


RUNNERS: Mapping[str, Running] = {
    "maya@patients.example": Running(3, Decimal("4.0"), Decimal("21.1"), "Half marathon"),
    "lucia@patients.example": Running(3, Decimal("3.0"), Decimal(5), "Five with the children"),
    "callum@patients.example": Running(4, Decimal("4.5"), Decimal(10), "Ten on the common", bad_days_ago=1),
}


def look(patient: Patient, on: date) -> None:
    """The rules look at the patient's programs before breakfast."""
    moment = clock.moment(patient.time_zone, on, BEFORE_BREAKFAST)
    if moment < clock.now():
        with clock.pretending(moment), recorded(by=None, reason="evaluated"):
            evaluate_patient(patient)


def say_how_it_settled(patient: Patient, user: User, on: date, chance: Random) -> None:
    """Every question about an earlier day, by how much that day hurt."""
    for asked in FollowUp.objects.filter(patient=patient, settled="", on__lt=on):
        pain = (
            asked.run.pain_peak or 0 if asked.run else _worst(SessionLog.objects.filter(on=asked.on), patient)
        )
        answer_follow_up(by=user, uuid=asked.uuid, settled=_settled(pain, chance))


def _worst(logs: QuerySet[SessionLog], patient: Patient) -> int:
    return max((log.pain or 0 for log in logs.filter(patient=patient)), default=0)


def _settled(pain: int, chance: Random) -> str:
    if pain <= 2:
        return "within_1h"
    return chance.choice(("same_evening", "next_morning")) if pain <= STILL_SORE else "within_24h"


def examine_again(person: Person, program: Program, physio: User, on: date) -> None:
    """Before a stage ends its tests are done, once the knee is quiet enough to try."""
    place = locate(clock_of(program), on)
    if not isinstance(place, ProgramDay) or place.weekday != RETEST_WEEKDAY:
        return
    stage = ProgramStage.objects.filter(program=program, last_week=place.week).first()
    if stage is None or _worst_lately(program, on) > STILL_SORE:
        return
    tests = {test["slug"]: test for test in program.pack.content["functional_tests"]}
    asked = [tests[use["test"]] for use in stage.exit_criteria.get("tests", [])]
    patch: dict[str, dict[str, Any]] = {
        "answers": _answers(person, program, on),
        "tests": {test["slug"]: _passed(test) for test in asked},
    }
    draft = start_assessment(
        by=physio, episode=program.episode.uuid, kind=AssessmentKind.FOLLOW_UP, remote=True
    )
    draft = save_assessment(by=physio, assessment=draft.uuid, revision=draft.revision, patch=patch)
    sign_assessment(by=physio, assessment=draft.uuid, revision=draft.revision)


def _answers(person: Person, program: Program, on: date) -> dict[str, Any]:
    side = "right" if program.side == "both" else program.side
    return {
        "worst_pain": _worst_lately(program, on),
        "pain_zones": {side: ["around-kneecap"]},
        "main_zone": "around-kneecap",
        "swelling": "none",
        "running_now": "less",
        "goal": person.goal,
    }


def _passed(test: Mapping[str, Any]) -> dict[str, Any]:
    value = PASSES[test["unit"]]
    return {"left": value, "right": value} if test.get("per_side") else {"both": value}


def _worst_lately(program: Program, on: date) -> int:
    return _worst(SessionLog.objects.filter(on__gt=on - timedelta(days=4)), program.patient)


def approve(patient: Patient, physio: User, on: date, today: date) -> None:
    """What waits is approved the same morning; of the last days it is left for whoever signs in."""
    if on > today - LEFT_WAITING:
        return
    waiting = visible_decisions(physio).filter(patient=patient, waits=True, answer=None)
    for decision in waiting.order_by("scope", "pk"):
        try:
            approve_decision(by=physio, decision=decision.uuid)
        except Conflict:
            continue  # paused meanwhile, or no longer what the plan says


def decide_what_was_held(program: Program, physio: User, on: date, today: date) -> None:
    """Where the rules held a week and asked, the physio has looked, and lets it go on if nothing hurts."""
    held = program.decisions.filter(scope="weekly", answer__action="automatic").order_by("-pk").first()
    if held is None or held.on != on - timedelta(days=1) or on > today - LEFT_WAITING:
        return
    codes = {reason["code"] for reason in held.proposal["reasons"]}
    if not codes & SPEAK_AGAINST and program.weeks_released < program.weeks.count():
        decide_program(by=physio, program=program.uuid, verdict=Verdict.ADVANCE_WEEK, reason=SEEN)


def end_rest(program: Program, physio: User, on: date, today: date) -> None:
    """A rest that did not end by itself is ended by the physio, who has spoken to the patient."""
    rest = program.pauses.filter(to_on=None, decision__isnull=False).first()
    if rest and (on - rest.from_on).days >= LONGEST_REST_DAYS and on <= today - LEFT_WAITING:
        resume_program(by=physio, program=program.uuid)
        program.refresh_from_db()


def clear_the_board(patient: Patient, physio: User, on: date, today: date) -> None:
    """Reasons to look that are some days old have been looked at."""
    if on > today - LEFT_WAITING:
        return
    for signal in visible_signals(physio).filter(patient=patient, settled_at=None):
        try:
            settle_by_hand(by=physio, signal=signal.uuid, reason="Spoken on the phone.")
        except Conflict:
            continue  # its source settles it


def begin_running(person: Person, program: Program, physio: User, today: date) -> None:
    """A physio lets somebody go on running, with less."""
    runner = RUNNERS.get(person.email)
    if runner:
        goal = Goal(on=today + timedelta(days=112), km=runner.goal_km, event=runner.goal)
        open_run_plan(
            by=physio, program=program.uuid, phase=RunPhase.MODIFIED, goal=goal, reason="Runs without limping"
        )


def run(person: Person, program: Program, user: User, on: date, today: date, chance: Random) -> None:
    """A run every few days; one of them may go wrong."""
    runner, day = RUNNERS.get(person.email), (on - program.start_on).days
    if runner is None or on >= today:
        return
    is_bad = (today - on).days == runner.bad_days_ago
    if day < 1 or (day % runner.every and not is_bad):
        return
    moment = datetime.combine(on, time(17), tzinfo=clock.zone(program.patient.time_zone))
    with clock.pretending(moment):
        record_run(by=user, uuid=_uuid(chance), data=_told(program, runner, on, day, is_bad=is_bad))


def _told(program: Program, runner: Running, on: date, day: int, *, is_bad: bool) -> RunInput:
    km = runner.km + Decimal(day // 7) / 4
    return RunInput(
        episode=program.episode.uuid,
        on=on,
        distance_km=km,
        minutes=(km * Decimal("6.2")).quantize(Decimal("0.1")),
        pain_start=1,
        pain_peak=6 if is_bad else 2,
        pain_end=5 if is_bad else 1,
        trend="worse" if is_bad else "same",
        stride_changed=is_bad,
        sore_in_warmup=False,
        surface="path",
        hills="flat",
        pace="steady" if is_bad else "easy",
    )


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
