"""More load in a stage: only after good sessions in a row, in steps a tenth at most, never in a held week."""

from fractions import Fraction
from typing import Any

import pytest

from programs.rules.decision_words import Colour, LoadAction, Verdict
from programs.rules.dose import Dose
from programs.rules.load import ItemSession, LoadAsk, is_good, load_step
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK


def session(**changes):
    values: dict[str, Any] = {
        "colour": Colour.GREEN,
        "sets_due": 3,
        "sets_done": 3,
        "reps_due": 10,
        "reps_done": 10,
        "rir": 2,
    }
    return ItemSession(**values | changes)


GOOD = session()


def step(load=None, sessions=(GOOD, GOOD), parameters=PARAMETERS, reps=10, **ask):
    dose = Dose(sets=3, reps=reps, time_s=None if reps else 30, load=load)
    return load_step(LoadAsk(dose=dose, sessions=sessions, **ask), parameters)


def change(*args, **kwargs):
    found = step(*args, **kwargs)
    return found.action, found.dose.load, found.dose.reps, found.exercise


@pytest.mark.parametrize(
    "fault",
    [
        {"colour": Colour.AMBER}, {"colour": Colour.UNKNOWN}, {"sets_done": 1}, {"sets_done": 2},
        {"sets_done": None}, {"reps_done": 9}, {"reps_done": None}, {"rir": 1}, {"rir": None},
    ],
)  # fmt: skip
def test_one_fault_makes_a_session_not_good(fault):
    assert (is_good(GOOD, PARAMETERS), is_good(session(**fault), PARAMETERS)) == (True, False)


def test_an_exercise_that_is_not_counted_needs_no_repetitions():
    assert is_good(session(reps_due=None, reps_done=None), PARAMETERS)


@pytest.mark.parametrize("sessions", [(), (GOOD,), (GOOD, session(rir=0)), (GOOD, session(rir=0), GOOD)])
def test_fewer_good_sessions_in_a_row_change_nothing(sessions):
    found = step("kg:10", sessions)
    assert (found.action, found.why) == (LoadAction.KEEP, "NOT_ENOUGH_GOOD_SESSIONS")


def test_how_many_are_needed_is_a_parameter():
    patient = RULEBOOK.parameters({"load.good_sessions": 3})
    assert step("kg:10", (GOOD,) * 2, patient).action == LoadAction.KEEP
    assert step("kg:10", (GOOD,) * 3, patient).action == LoadAction.RAISE_LOAD


@pytest.mark.parametrize(
    ("before", "after"),
    [("kg:10", "kg:10.5"), ("kg:12.5", "kg:13.5"), ("kg:5", "kg:5.5"), ("machine:30", "machine:32")],
)
def test_weights_go_up_to_the_next_there_is(before, after):
    assert change(before) == (LoadAction.RAISE_LOAD, after, 10, None)


@pytest.mark.parametrize(("load", "kg_step"), [("kg:4", "1/2"), ("kg:10", "5/2"), ("machine:5", "1/2")])
def test_a_step_of_more_than_a_tenth_is_not_taken(load, kg_step):
    found = step(load, kg_step=Fraction(kg_step))
    assert (found.action, found.why) == (LoadAction.KEEP, "NO_STEP_SMALL_ENOUGH")


def test_bands_go_up_by_one():
    assert change("band:2") == (LoadAction.NEXT_BAND, "band:3", 10, None)


@pytest.mark.parametrize("load", [None, "bodyweight"])
@pytest.mark.parametrize(("reps", "more"), [(10, 12), (13, 15), (14, 15)])
def test_without_weight_two_repetitions_more_up_to_fifteen(load, reps, more):
    assert change(load, reps=reps) == (LoadAction.ADD_REPS, load, more, None)


@pytest.mark.parametrize(("load", "reps"), [(None, 15), ("band:5", 10)])
def test_at_the_top_comes_the_harder_variant(load, reps):
    assert change(load, reps=reps, harder="squat") == (LoadAction.HARDER_VARIANT, load, reps, "squat")
    assert step(load, reps=reps).why == "NOTHING_HARDER"


def test_what_is_held_for_time_gets_no_repetitions():
    assert step(reps=None).why == "NOT_COUNTED_IN_REPS"


@pytest.mark.parametrize("weekly", [Verdict.HOLD, Verdict.REGRESS, Verdict.ESCALATE, Verdict.STOP_URGENT])
def test_nothing_goes_up_in_a_week_that_is_held_or_worse(weekly):
    assert step("kg:10", weekly=weekly).why == "WEEK_HELD"


@pytest.mark.parametrize("weekly", [None, Verdict.ADVANCE_WEEK, Verdict.PROGRESS])
def test_a_week_that_went_on_holds_nothing_back(weekly):
    assert step("kg:10", weekly=weekly).action == LoadAction.RAISE_LOAD
