"""Steps of the walk-jog plan that the worked examples leave out, and when the next run may be."""

from datetime import date

import pytest

from programs.rules.decision_words import RunAction
from programs.rules.facts import RunStepFacts
from programs.rules.inputs import InputError, read
from programs.rules.running import RunPlan, RunStep, next_run_on, run_step
from tests.programs.rules.protocol import DATA, PARAMETERS, RULEBOOK


def step(colour="green", sore=None, parameters=PARAMETERS, **state):
    facts = {
        "state": {"level": 3, "passes": 0, "ups_7d": 0, "backs_14d": 0} | state,
        "session": {"colour": colour, "sore_in_warmup": sore},
    }
    return run_step(read(RunStepFacts, facts), parameters)


def test_a_red_run_goes_back_with_a_day_more_rest():
    assert step("red") == RunStep(RunAction.STEP_BACK, 2, 0, 2)


def test_soreness_in_the_warm_up_outweighs_a_green_run():
    assert step("green", sore=True) == RunStep(RunAction.STEP_BACK, 2, 0, 3)


def test_the_third_step_back_in_two_weeks_goes_to_the_physio():
    assert step("red", backs_14d=2) == RunStep(RunAction.ESCALATE, 2, 0, 2)


@pytest.mark.parametrize("state", [{}, {"backs_14d": 2}])
def test_at_the_first_level_there_is_nothing_to_go_back_to(state):
    assert step("amber", sore=True, level=1, **state) == RunStep(RunAction.PAUSE_RUN, 1, 0, None)


@pytest.mark.parametrize("level", [3, 10])
def test_no_more_than_two_levels_in_a_week(level):
    assert step(passes=1, ups_7d=2, level=level) == RunStep(RunAction.REPEAT, level, 2, 1)


def test_passes_that_were_kept_waiting_count():
    assert step(passes=4) == RunStep(RunAction.LEVEL_UP, 4, 0, 1)


def test_a_colour_that_is_not_given_is_unknown():
    assert step(None, passes=1) == RunStep(RunAction.REPEAT, 3, 0, 1)


def test_thresholds_come_from_the_parameters():
    strict = RULEBOOK.parameters({"run.passes_required": 3, "run.rest_days_min": 2})
    assert step(passes=1, parameters=strict) == RunStep(RunAction.REPEAT, 3, 2, 2)


def test_a_level_the_plan_has_not_is_refused():
    with pytest.raises(InputError, match=r"state\.level"):
        step(level=11)


def test_the_plan_of_the_pack():
    plan = RunPlan.from_pack(DATA["return_to_run_plans"][0])
    assert [level.jog_minutes for level in plan.levels] == [6, 8, 12, 15, 16, 20, 21, 24, 28, 30]
    assert plan.gates == {4: "hop-in-place-20"}


def test_a_rest_day_lies_between_two_runs():
    assert next_run_on(date(2025, 3, 29), 1) == date(2025, 3, 31)
