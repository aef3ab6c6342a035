"""May I run today: one veto stops, nothing unknown is green, and only good news all round is go."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.decision_words import (
    ConditionReason,
    ConditionState,
    Instead,
    PainModel,
    RunVeto,
    RunWord,
    Trend,
)
from programs.rules.parameters import PAIN_MODELS
from programs.rules.permission import Runner, run_permission
from programs.rules.run_conditions import LastRun
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK

TODAY = date(2025, 3, 30)
HOUR = RULEBOOK.parameters(PAIN_MODELS[PainModel.HOUR])
GOOD_RUN = LastRun(pain_peak=2, pain_trend=Trend.SAME, gait_changed=False, settle_h=1, morning_rise=0)
FIT = Runner(
    swelling=0,
    giving_way=False,
    limp=False,
    open_stop=False,
    running_paused=False,
    rehab_in_place=True,
    last_run=GOOD_RUN,
    next_run_on=TODAY,
    runs_this_week=2,
)


def ask(parameters=PARAMETERS, run=None, **changes):
    last_run = GOOD_RUN if run is None else replace(GOOD_RUN, **run)
    return run_permission(replace(FIT, **({"last_run": last_run} | changes)), TODAY, parameters)


def reason(permission, name):
    return next(each.reason for each in permission.conditions if each.name == name)


def test_all_four_conditions_and_no_veto_is_go():
    found = ask()
    assert (found.word, found.vetoes, found.instead) == (RunWord.GO, (), None)
    assert {each.state for each in found.conditions} == {ConditionState.MET}


VETOES: dict[RunVeto, dict[str, Any]] = {
    RunVeto.OPEN_STOP: {"open_stop": True},
    RunVeto.RUNNING_PAUSED: {"running_paused": True},
    RunVeto.SWELLING: {"swelling": 1},
    RunVeto.GIVING_WAY: {"giving_way": True},
    RunVeto.LIMP: {"limp": True},
    RunVeto.REST_DAY: {"next_run_on": TODAY + timedelta(days=1)},
    RunVeto.WEEK_FULL: {"runs_this_week": 3},
    RunVeto.STRIDE_CHANGED: {"run": {"gait_changed": True}},
    RunVeto.PAIN_ROSE: {"run": {"pain_trend": Trend.WORSE}},
    RunVeto.PAIN_HIGH: {"run": {"pain_peak": 4}},
    RunVeto.PAIN_LASTED: {"run": {"settle_h": 25}},
    RunVeto.MORNING_WORSE: {"run": {"morning_rise": 2}},
}


def test_every_veto_is_tried():
    assert set(VETOES) == set(RunVeto)


@pytest.mark.parametrize(("veto", "changes"), VETOES.items())
def test_one_veto_is_enough(veto, changes):
    found = ask(**changes)
    assert (found.word, found.vetoes) == (RunWord.STOP, (veto,))


@pytest.mark.parametrize(
    ("veto", "instead"),
    [
        (RunVeto.OPEN_STOP, Instead.CONTACT_CLINIC),
        (RunVeto.SWELLING, Instead.CONTACT_CLINIC),
        (RunVeto.LIMP, Instead.REST_AND_CROSS_TRAIN),
        (RunVeto.PAIN_ROSE, Instead.REST_AND_CROSS_TRAIN),
        (RunVeto.REST_DAY, Instead.REST_DAY),
        (RunVeto.WEEK_FULL, Instead.REST_DAY),
    ],
)
def test_what_to_do_instead_of_a_forbidden_run(veto, instead):
    assert ask(**VETOES[veto]).instead == instead


@pytest.mark.parametrize("fact", ["swelling", "giving_way", "limp", "open_stop", "running_paused"])
def test_today_must_be_known(fact):
    found = ask(**{fact: None})
    assert (found.word, found.unanswered, found.instead) == (RunWord.UNKNOWN, (fact,), Instead.ANSWER_CHECK)


@pytest.mark.parametrize("fact", ["pain_peak", "pain_trend", "gait_changed", "settle_h"])
def test_the_last_run_must_be_known(fact):
    found = ask(run={fact: None})
    assert (found.word, found.instead) == (RunWord.UNKNOWN, Instead.ANSWER_FOLLOW_UP)


@pytest.mark.parametrize(
    ("changes", "name", "why", "instead"),
    [
        ({"run": {"pain_peak": 3}}, "pain_stays_mild", ConditionReason.PAIN_ABOVE_LIMIT, Instead.EASIER_RUN),
        ({"rehab_in_place": False}, "rehab_in_place", ConditionReason.REHAB_NOT_DONE, Instead.REHAB_FIRST),
    ],
)  # fmt: skip
def test_a_condition_that_is_not_met_asks_for_care(changes, name, why, instead):
    found = ask(**changes)
    assert (found.word, reason(found, name), found.instead) == (RunWord.CAREFUL, why, instead)


def test_a_run_without_pain_has_no_trend_to_answer():
    assert ask(run={"pain_peak": 0, "pain_trend": None}).word == RunWord.GO


@pytest.mark.parametrize(
    ("run", "day", "hour"),
    [
        ({"settle_h": 24}, RunWord.GO, RunWord.CAREFUL),
        ({"settle_h": 2}, RunWord.GO, RunWord.CAREFUL),
        ({"morning_rise": 1}, RunWord.GO, RunWord.CAREFUL),
        ({"morning_rise": None}, RunWord.GO, RunWord.UNKNOWN),
        ({}, RunWord.GO, RunWord.GO),
    ],
)
def test_the_two_pain_models(run, day, hour):
    assert (ask(run=run).word, ask(HOUR, run).word) == (day, hour)


def test_the_answer_says_by_which_model():
    assert (ask().model, ask(HOUR).model) == (PainModel.DAY, PainModel.HOUR)


@pytest.mark.parametrize(
    ("entry_passed", "rehab", "word", "instead"),
    [
        (True, True, RunWord.CAREFUL, Instead.FIRST_RUN),
        (True, False, RunWord.CAREFUL, Instead.REHAB_FIRST),
        (True, None, RunWord.UNKNOWN, Instead.ASK_PHYSIO),
        (False, True, RunWord.UNKNOWN, Instead.ASK_PHYSIO),
        (None, True, RunWord.UNKNOWN, Instead.ASK_PHYSIO),
    ],
)
def test_before_the_first_run(entry_passed, rehab, word, instead):
    found = ask(last_run=None, entry_passed=entry_passed, rehab_in_place=rehab)
    assert (found.word, found.instead) == (word, instead)


@pytest.mark.parametrize(
    "veto", [RunVeto.STRIDE_CHANGED, RunVeto.PAIN_ROSE, RunVeto.PAIN_HIGH, RunVeto.PAIN_LASTED]
)
def test_after_easing_the_plan_the_way_back_is_a_careful_run(veto):
    run = VETOES[veto]["run"] | {"is_eased": True}
    assert (ask(run=run).word, ask(run=run).instead) == (RunWord.CAREFUL, Instead.EASIER_RUN)


def test_easing_does_not_answer_a_knee_that_is_still_sore():
    assert ask(run={"settle_h": 999, "is_eased": True}).vetoes == (RunVeto.PAIN_LASTED,)


maybe = st.none() | st.booleans()
last_runs = st.none() | st.builds(
    LastRun,
    pain_peak=st.none() | st.integers(0, 10),
    pain_trend=st.none() | st.sampled_from(Trend),
    gait_changed=maybe,
    settle_h=st.none() | st.sampled_from([0, 1, 2, 24, 25, 72, 999]),
    morning_rise=st.none() | st.integers(-3, 4),
    is_eased=st.booleans(),
)
runners = st.builds(
    Runner,
    swelling=st.none() | st.integers(0, 3),
    giving_way=maybe,
    limp=maybe,
    open_stop=maybe,
    running_paused=maybe,
    rehab_in_place=maybe,
    last_run=last_runs,
    next_run_on=st.none() | st.integers(-2, 2).map(lambda days: TODAY + timedelta(days)),
    runs_this_week=st.integers(0, 4),
    entry_passed=maybe,
)


@given(runners, st.sampled_from([PARAMETERS, HOUR]))
def test_only_good_news_all_round_is_green(runner, parameters):
    found = run_permission(runner, TODAY, parameters)
    if found.vetoes:
        assert found.word == RunWord.STOP
    is_open = found.unanswered or any(each.state != ConditionState.MET for each in found.conditions)
    assert (found.word == RunWord.GO) is not bool(found.vetoes or is_open)
    assert (found.instead is None) is (found.word == RunWord.GO)


ORDER = [RunWord.GO, RunWord.CAREFUL, RunWord.UNKNOWN, RunWord.STOP]


@given(runners, st.sampled_from(list(VETOES)), st.sampled_from([PARAMETERS, HOUR]))
def test_a_veto_stops_whatever_else_is_known(runner, veto, parameters):
    changes = dict(VETOES[veto])
    run = changes.pop("run", None)
    if run is not None:
        reported = {"is_eased": False, "pain_peak": 5} | run
        changes["last_run"] = replace(runner.last_run or LastRun(), **reported)
    worse = run_permission(replace(runner, **changes), TODAY, parameters)
    assert worse.word == RunWord.STOP


@given(runners)
def test_the_stricter_model_never_allows_more(runner):
    by_day, by_hour = (run_permission(runner, TODAY, parameters).word for parameters in (PARAMETERS, HOUR))
    assert ORDER.index(by_hour) >= ORDER.index(by_day)


@given(
    runners,
    st.sampled_from(["swelling", "giving_way", "limp", "open_stop", "running_paused", "rehab_in_place"]),
)
def test_an_answer_that_is_missing_is_never_green(runner, fact):
    assert run_permission(replace(runner, **{fact: None}), TODAY, PARAMETERS).word != RunWord.GO


@pytest.mark.parametrize(
    ("left", "is_full"), [(0, True), (Fraction(-1), True), (Fraction(1, 10), False), (None, False)]
)
def test_a_week_whose_kilometres_are_run_is_full(left, is_full):
    assert (RunVeto.WEEK_FULL in ask(km_left=left).vetoes) == is_full
