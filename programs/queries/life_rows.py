"""Turns what patients told into the values a life is made of."""

from collections.abc import Iterable, Iterator

from programs.models import FollowUp, Program, RunLog
from programs.queries.facts import log_facts
from programs.rules.decision_words import Settled, Trend
from programs.rules.exact import exact
from programs.rules.life import Asked, Logged, Run
from programs.rules.words import Focus


def logs_of(program: Program) -> Iterator[Logged]:
    """What was logged in a program; its prescriptions and logs must be loaded."""
    prescribed = {prescription.pk: prescription for prescription in program.prescriptions.all()}
    logs = program.session_logs.all()
    for log, fact in zip(logs, log_facts(logs), strict=True):
        prescription = prescribed[log.prescription_id]
        yield Logged(
            fact=fact,
            line=prescription.line,
            loads=prescription.exercise.focus != Focus.MOBILITY,
            pain=log.pain,
            reps=log.reps,
            rir=log.rir,
        )


def run_of(row: RunLog) -> Run:
    """A run; its question should be loaded."""
    asked = getattr(row, "follow_up", None)
    return Run(
        key=row.uuid,
        on=row.on,
        loaded_at=asked.loaded_at if asked else row.logged_at,
        distance_km=exact(row.distance_km),
        pain_start=row.pain_start,
        pain_peak=row.pain_peak,
        pain_end=row.pain_end,
        trend=Trend(row.trend) if row.trend else None,
        stride_changed=row.stride_changed,
        sore_in_warmup=row.sore_in_warmup,
        level=row.level,
        pace=row.pace,
    )


def asked_about(runs: Iterable[RunLog]) -> Iterator[Asked]:
    """The questions that follow runs."""
    for run in runs:
        if asked := getattr(run, "follow_up", None):
            yield asked_of(asked, run)


def asked_of(row: FollowUp, run: RunLog | None = None) -> Asked:
    """The question after a session, or after the given run."""
    return Asked(
        on=row.on,
        loaded_at=row.loaded_at,
        run=run.uuid if run else None,
        settled=Settled(row.settled) if row.settled else None,
        answered_at=row.answered_at,
    )
