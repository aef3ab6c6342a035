"""What must hold for all facts: worse news never decides better, and nobody moves on in the dark.

A rank is how much a decision holds a patient back. One thing does not hold, by the rules' own word - a
comparison with an unknown fact is not true - and is pinned here: leaving out the answer that rang an alarm
silences that alarm. It never opens a gate.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.checkin import propose_checkin
from programs.rules.colour import session_colour
from programs.rules.decision_words import Colour, ExitTests, RunAction, SessionKind, Trend, Verdict
from programs.rules.facts import (
    CheckinFacts,
    RunSession,
    RunState,
    RunStepFacts,
    SessionFacts,
    WeeklyFacts,
)
from programs.rules.running import run_step
from programs.rules.verdicts import RANKS
from programs.rules.weekly import propose_weekly
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK, checkin, weekly

pains = st.integers(0, 10)
counts = st.integers(0, 8)
halves = st.integers(-20, 20).map(lambda half: Fraction(half, 2))
COLOURS = [Colour.GREEN, Colour.AMBER, Colour.UNKNOWN, Colour.RED]

CHECKIN = {
    "rf_emergency": st.booleans(),
    "rf_urgent": st.booleans(),
    "swelling": st.integers(0, 3),
    "pain_worst_24h": pains,
    "session_colour": st.sampled_from(COLOURS),
    "session_settle_h": st.sampled_from([0, 1, 24, 36, 48, 72, 999]),
    "giving_way_7d": counts,
    "catching_7d": counts,
    "limp_days_7d": counts,
    "missed_days": counts,
}
WEEKLY = {
    "open_stop": st.booleans(),
    "stage_overrun_ratio": st.fractions(0, 3),
    "checkins_7d": st.integers(0, 7),
    "adherence_7d": st.fractions(0, 100),
    "adherence_low_weeks": st.integers(0, 3),
    "red_sessions_7d": st.integers(0, 4),
    "green_streak": st.integers(0, 5),
    "week_pain_rise": halves,
    "worst_pain_max_7d": pains,
    "worst_pain_limit": pains,
    "stage_min_days_done": st.booleans(),
    "tests_state": st.sampled_from(ExitTests),
    "day_in_program": st.integers(1, 60),
    "pain_improvement": halves,
    "regressions_in_window": st.integers(0, 3),
    "is_last_week": st.booleans(),
    "is_last_stage": st.booleans(),
}
LESS_IS_WORSE = frozenset({
    "checkins_7d", "adherence_7d", "green_streak", "worst_pain_limit", "stage_min_days_done",
    "pain_improvement",
})  # fmt: skip
WORSE_LATER: dict[str, list[Any]] = {
    "session_colour": COLOURS[:2],
    "tests_state": [ExitTests.NONE_REQUIRED, ExitTests.PASSED, ExitTests.MISSING, ExitTests.FAILED],
}
NEITHER = {"day_in_program", "is_last_week", "is_last_stage"}


def facts_of(kind, fields):
    return st.builds(kind, **{name: st.none() | values for name, values in fields.items()})


checkins, weeks = facts_of(CheckinFacts, CHECKIN), facts_of(WeeklyFacts, WEEKLY)


def rank(facts):
    propose = propose_checkin if isinstance(facts, CheckinFacts) else propose_weekly
    return RANKS[propose(facts, RULEBOOK, PARAMETERS).verdict]


def badness(name, value):
    if name in WORSE_LATER:
        return WORSE_LATER[name].index(value)
    return -value if name in LESS_IS_WORSE else value


def never_better(data, facts, fields):
    name = data.draw(st.sampled_from([name for name in fields if name not in NEITHER]))
    values = st.sampled_from(WORSE_LATER[name]) if name in WORSE_LATER else fields[name]
    better, worse = sorted((data.draw(values), data.draw(values)), key=lambda value: badness(name, value))
    assert rank(replace(facts, **{name: worse})) >= rank(replace(facts, **{name: better}))


@given(st.data(), checkins)
def test_worse_news_at_a_check_in_never_decides_better(data, facts):
    never_better(data, facts, CHECKIN)


@given(st.data(), weeks)
def test_worse_news_at_the_weeks_end_never_decides_better(data, facts):
    never_better(data, facts, WEEKLY)


GATES = ["open_stop", "checkins_7d", "adherence_7d", "red_sessions_7d", "is_last_week"]
EXIT_GATES = [
    "worst_pain_max_7d", "worst_pain_limit", "green_streak", "stage_min_days_done",
    "tests_state", "is_last_stage",
]  # fmt: skip


@given(weeks, st.sampled_from(GATES))
def test_nobody_moves_on_while_a_gate_is_unknown(facts, gate):
    assert rank(replace(facts, **{gate: None})) >= RANKS[Verdict.HOLD]


@given(weeks, st.sampled_from(EXIT_GATES))
def test_nobody_leaves_a_stage_while_its_exit_is_unknown(facts, gate):
    assert rank(replace(facts, is_last_week=True, **{gate: None})) >= RANKS[Verdict.HOLD]


@given(weeks, st.sampled_from(sorted(WEEKLY.keys() - NEITHER)))
def test_what_is_missing_never_decides_better_than_good_news(facts, name):
    best = {name: getattr(weekly(), name)} | ({"pain_improvement": 10} if name == "pain_improvement" else {})
    assert rank(replace(facts, **{name: None})) >= rank(replace(facts, **best))


@pytest.mark.parametrize(
    ("rung", "silent"),
    [
        (checkin(pain_worst_24h=9), checkin(pain_worst_24h=None)),
        (checkin(swelling=1), checkin(swelling=None)),
        (checkin(rf_urgent=True), checkin(rf_urgent=None)),
        (checkin(session_colour="red"), checkin(session_colour=None)),
        (weekly(week_pain_rise=2), weekly(week_pain_rise=None)),
        (weekly(pain_improvement=0, worst_pain_max_7d=3), weekly(pain_improvement=None, worst_pain_max_7d=3)),
        (weekly(adherence_low_weeks=2), weekly(adherence_low_weeks=None)),
        (weekly(stage_overrun_ratio=2), weekly(stage_overrun_ratio=None)),
    ],
)
def test_the_one_exception_is_an_alarm_whose_fact_is_left_out(rung, silent):
    assert rank(rung) > rank(silent)


sessions = st.builds(
    SessionFacts,
    kind=st.sampled_from(SessionKind),
    pain_during=st.none() | pains,
    settle_h=st.none() | CHECKIN["session_settle_h"],
    morning_rise=st.none() | st.integers(-10, 10),
    gait_changed=st.none() | st.booleans(),
    limp=st.none() | st.booleans(),
    swelling=st.none() | st.integers(0, 3),
    pain_trend=st.none() | st.sampled_from(Trend),
)


def darkness(facts):
    return COLOURS.index(session_colour(facts, PARAMETERS).colour)


@given(sessions, st.sampled_from(["pain_during", "settle_h", "morning_rise", "swelling"]), pains, pains)
def test_more_pain_swelling_or_time_never_makes_a_better_colour(facts, name, one, other):
    low, high = sorted((min(one, 3), min(other, 3)) if name == "swelling" else (one, other))
    assert darkness(replace(facts, **{name: high})) >= darkness(replace(facts, **{name: low}))


@given(sessions, st.sampled_from(["gait_changed", "limp"]))
def test_a_changed_stride_never_makes_a_better_colour(facts, name):
    assert darkness(replace(facts, **{name: True})) >= darkness(replace(facts, **{name: False}))


@given(sessions, st.sampled_from(["pain_during", "settle_h", "morning_rise"]))
def test_a_session_with_a_missing_answer_is_unknown_or_red(facts, name):
    assert darkness(replace(facts, **{name: None})) >= COLOURS.index(Colour.UNKNOWN)


run_facts = st.builds(
    RunStepFacts,
    state=st.builds(RunState, level=st.integers(1, 10), passes=counts, ups_7d=counts, backs_14d=counts),
    session=st.builds(
        RunSession, colour=st.none() | st.sampled_from(COLOURS), sore_in_warmup=st.none() | st.booleans()
    ),
)


@given(run_facts)
def test_only_a_green_run_that_was_not_sore_goes_up(facts):
    step = run_step(facts, PARAMETERS)
    is_good = facts.session.colour == Colour.GREEN and not facts.session.sore_in_warmup
    if step.level > facts.state.level or step.action in {RunAction.LEVEL_UP, RunAction.PLAN_DONE}:
        assert is_good
    assert 1 <= step.level <= min(facts.state.level + 1, 10)
    assert (step.rest_days is None) is (step.action == RunAction.PAUSE_RUN)
    assert step.rest_days is None or step.rest_days >= 1


@given(run_facts, st.sampled_from([None, Colour.AMBER, Colour.UNKNOWN, Colour.RED]))
def test_a_worse_run_never_leads_higher(facts, colour):
    green, worse = (
        run_step(replace(facts, session=replace(facts.session, colour=each)), PARAMETERS)
        for each in (Colour.GREEN, colour)
    )
    assert worse.level <= green.level
