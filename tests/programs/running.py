"""Short ways to a running plan and to runs whose colour is final."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from common import clock
from programs.models import Decision, Program, RunLog, RunPlan
from programs.rules.colour import session_colour
from programs.rules.decision_words import Colour, SessionKind
from programs.rules.exact import exact
from programs.rules.facts import SessionFacts
from programs.rules.judged import Judged
from programs.rules.life import Run, Session
from programs.rules.parameters import snapshot
from programs.services.running import judge_runs
from tests.factories import PatientFactory, assigned_program
from tests.loop_factories import run_plan
from tests.run_factories import RunLogFactory

TODAY = date(2026, 11, 25)  # a Wednesday
ZONE = "Europe/Berlin"
PAIN = {Colour.GREEN: 1, Colour.AMBER: 3, Colour.RED: 6, Colour.UNKNOWN: None}


def at(on: date, hour: int = 12) -> datetime:
    return clock.moment(ZONE, on, time(hour))


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def begun(days_ago: int = 20, **fields: Any) -> RunPlan:
    """A plan that was opened some days ago, of a program as old."""
    program = assigned_program(PatientFactory.create(), start_on=day(days_ago))
    return run_plan(program, entered_at=at(day(days_ago), 8), **fields)


def ran(program: Program, days_ago: int, **fields: Any) -> RunLog:
    on = day(days_ago)
    run: RunLog = RunLogFactory.create(episode=program.episode, on=on, logged_at=at(on, 10), **fields)
    return run


def judged(run: RunLog, colour: Colour = Colour.GREEN, **fields: Any) -> Judged:
    """A run as the rules see it once its colour is final."""
    facts = SessionFacts(
        kind=SessionKind.RUN, pain_during=PAIN[colour], settle_h=1, morning_rise=0, gait_changed=False
    )
    assert session_colour(facts, snapshot({})).colour == colour
    told = Run(
        key=run.uuid,
        on=run.on,
        loaded_at=run.logged_at,
        distance_km=exact(run.distance_km),
        sore_in_warmup=run.sore_in_warmup,
        level=run.level,
    )
    session = Session(kind=SessionKind.RUN, on=run.on, loaded_at=run.logged_at, run=told)
    return replace(Judged(session=session, facts=facts, colour=colour, is_final=True), **fields)


def judge(plan: RunPlan, *runs: Judged, days_ago: int = 0) -> Sequence[Decision]:
    """What the evaluation does with runs, at noon of a day."""
    moment = at(day(days_ago))
    with clock.pretending(moment):
        made = judge_runs(plan.program, runs, at=moment)
    plan.refresh_from_db()
    return made


def went(plan: RunPlan, days_ago: int, colour: Colour = Colour.GREEN, **fields: Any) -> Sequence[Decision]:
    """A run of a day, judged on the next."""
    run = ran(plan.program, days_ago, **fields)
    return judge(plan, judged(run, colour), days_ago=max(days_ago - 1, 0))


def standing(plan: RunPlan) -> tuple[str, int, int]:
    return str(plan.phase), plan.level, plan.passes
