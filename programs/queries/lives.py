"""Programs as the rules see them: everything that was told in each, read in a number of queries that is the
same for one program and for a thousand. Rows are read anew, whatever the given programs have loaded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch

from patients.enums import Outcome
from patients.models import Stop
from programs.models import (
    DailyCheck,
    Decision,
    DecisionAction,
    DecisionScope,
    FollowUp,
    Prescription,
    Program,
    RunLog,
    SessionLog,
    Swelling,
)
from programs.queries.exit_tests import Examinations, examinations_of
from programs.queries.facts import clock_of, item_of
from programs.queries.life_rows import asked_about, asked_of, logs_of, run_of
from programs.queries.run_facts import LONG_TEXTS
from programs.rules.decision_words import Verdict
from programs.rules.derive import MORNING_LOOKBACK_DAYS
from programs.rules.life import Knee, Life
from programs.rules.verdicts import INCREASES
from programs.rules.words import BodySide, Focus

WEEK_KEY = "week:"


def lives(programs: Sequence[Program]) -> dict[int, Life]:
    """By the key of the program."""
    rows = _programs(programs)
    if not rows:
        return {}
    told = _told(rows)
    return {row.pk: _life(row, told) for row in rows}


def _programs(programs: Sequence[Program]) -> list[Program]:
    prescriptions = Prescription.objects.select_related("exercise").defer(*LONG_TEXTS)
    logs = SessionLog.objects.defer("note").order_by("on", "pk")
    found = Program.objects.filter(pk__in=[program.pk for program in programs]).select_related("patient")
    return list(
        found.prefetch_related(
            "weeks",
            "pauses",
            "stages",
            Prefetch("prescriptions", prescriptions),
            Prefetch("session_logs", logs),
        )
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What does not hang on the programs themselves: by episode, or by program."""

    knees: dict[int, list[Knee]]
    runs: dict[int, list[RunLog]]
    asked: dict[int, list[FollowUp]]
    weeks: dict[int, list[Mapping[str, Any]]]
    stopped: set[int]
    examinations: Examinations


def _told(programs: Sequence[Program]) -> _Told:
    episodes = {program.episode_id for program in programs}
    first = min(program.start_on for program in programs) - timedelta(days=MORNING_LOOKBACK_DAYS)
    patients = {program.patient_id for program in programs}
    runs = RunLog.objects.filter(episode__in=episodes, on__gte=first).select_related("follow_up")
    asked = FollowUp.objects.filter(program__in=programs, run=None)
    return _Told(
        knees=_knees(episodes, first),
        runs=_grouped(runs.order_by("on", "logged_at", "pk"), "episode_id"),
        asked=_grouped(asked.order_by("on"), "program_id"),
        weeks=_weeks(programs),
        stopped=set(
            Stop.objects.filter(patient__in=patients, lifted_at=None).values_list("patient", flat=True)
        ),
        examinations=examinations_of(programs),
    )


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[attrgetter(key)(row)].append(row)
    return found


def _knees(episodes: set[int], first: date) -> dict[int, list[Knee]]:
    found: dict[int, list[Knee]] = defaultdict(list)
    checks = DailyCheck.objects.filter(episode__in=episodes, on__gte=first).order_by("on")
    answers = ("on", "pain_worst", "pain_morning", "giving_way", "catching", "limp")
    for row in checks.values("episode_id", "swelling", "screening__outcome", *answers):
        outcome, swelling = row["screening__outcome"], row["swelling"]
        found[row["episode_id"]].append(
            Knee(
                rf_emergency=outcome == Outcome.EMERGENCY,
                rf_urgent=outcome == Outcome.URGENT,
                swelling=Swelling.values.index(swelling) if swelling else None,
                **{name: row[name] for name in answers},
            )
        )
    return found


def _weeks(programs: Sequence[Program]) -> dict[int, list[Mapping[str, Any]]]:
    """The weekly decisions with what became of them, later revisions last."""
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    decisions = Decision.objects.filter(
        program__in=programs, scope=DecisionScope.WEEKLY, key__startswith=WEEK_KEY
    )
    for row in decisions.order_by("revision").values(
        "program_id", "key", "on", "verdict", "answer__action", "answer__changes"
    ):
        found[row["program_id"]].append(row)
    return found


def _life(program: Program, told: _Told) -> Life:
    weeks = told.weeks.get(program.pk, [])
    runs = [run for run in told.runs.get(program.episode_id, ()) if _is_within(program, run.on)]
    before = program.start_on - timedelta(days=MORNING_LOOKBACK_DAYS)
    return Life(
        program=program.pk,
        clock=clock_of(program),
        time_zone=program.patient.time_zone,
        side=BodySide(program.side),
        stages=tuple(told.examinations.stage(program, stage) for stage in program.stages.all()),
        items=tuple(item_of(prescription) for prescription in program.prescriptions.all()),
        logs=tuple(logs_of(program)),
        knees=tuple(
            knee
            for knee in told.knees.get(program.episode_id, ())
            if _is_within(program, knee.on, first=before)
        ),
        runs=tuple(run_of(run) for run in runs),
        asked=(*asked_about(runs), *(asked_of(row) for row in told.asked.get(program.pk, ()))),
        assessed_pain=told.examinations.worst_pain(program),
        regressed_on=tuple(sorted({row["on"] for row in weeks if _is_regression(row)})),
        verdicts={int(row["key"].removeprefix(WEEK_KEY)): _verdict(row) for row in weeks},
        is_stopped=program.patient_id in told.stopped,
        focus={row.pk: Focus(row.exercise.focus) for row in program.prescriptions.all()},
    )


def _is_within(program: Program, on: date, first: date | None = None) -> bool:
    """The day a program ends still belongs to it: the session may have come before the end."""
    return (first or program.start_on) <= on and (program.ended_on is None or on <= program.ended_on)


def _is_regression(week: Mapping[str, Any]) -> bool:
    """Whether going back was carried out; proposing it alone changes nothing."""
    return bool((week["answer__changes"] or {}).get("regression"))


def _verdict(week: Mapping[str, Any]) -> Verdict:
    """What holds for a week: an increase that a clinician refused holds it."""
    verdict = Verdict(week["verdict"])
    is_refused = week["answer__action"] == DecisionAction.REJECTED and verdict in INCREASES
    return Verdict.HOLD if is_refused else verdict
