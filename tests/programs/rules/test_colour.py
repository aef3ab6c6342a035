"""The colour of a session at every boundary of its signals."""

import pytest

from programs.rules.colour import SETTLED_HOURS, Signal, is_answered, session_colour
from programs.rules.decision_words import Colour, Settled
from programs.rules.facts import SessionFacts
from programs.rules.inputs import read
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK

GOOD = {"pain_during": 0, "settle_h": 0, "morning_rise": 0}


def colour(kind="exercise", parameters=PARAMETERS, **facts):
    return session_colour(read(SessionFacts, {"kind": kind} | GOOD | facts), parameters).colour


@pytest.mark.parametrize(
    ("kind", "pain", "expected"),
    [
        ("exercise", 2, "green"), ("exercise", 3, "amber"), ("exercise", 5, "amber"), ("exercise", 6, "red"),
        ("run", 2, "green"), ("run", 3, "amber"), ("run", 4, "red"),
    ],
)  # fmt: skip
def test_pain_during(kind, pain, expected):
    assert colour(kind, pain_during=pain) == expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(1, "green"), (1.01, "amber"), (24, "amber"), (24.01, "red"), (999, "red")]
)
def test_hours_until_settled(hours, expected):
    assert colour(settle_h=hours) == expected


@pytest.mark.parametrize(
    ("rise", "expected"), [(-3, "green"), (0, "green"), (0.5, "amber"), (1, "amber"), (2, "red")]
)
def test_the_next_morning(rise, expected):
    assert colour(morning_rise=rise) == expected


@pytest.mark.parametrize("kind", ["exercise", "run"])
@pytest.mark.parametrize("alarm", [{"gait_changed": True}, {"limp": True}, {"swelling": 1}])
def test_a_changed_stride_a_limp_and_swelling_are_red(kind, alarm):
    assert colour(kind, **alarm) == "red"


@pytest.mark.parametrize(
    "calm", [{"gait_changed": False}, {"limp": None}, {"swelling": 0}, {"pain_trend": "same"}]
)
def test_what_is_not_an_alarm_changes_nothing(calm):
    assert colour("run", **calm) == "green"


@pytest.mark.parametrize(
    ("kind", "pain", "expected"), [("run", 1, "red"), ("run", 0, "green"), ("exercise", 1, "green")]
)
def test_pain_that_grows_counts_in_a_run_that_hurts(kind, pain, expected):
    assert colour(kind, pain_during=pain, pain_trend="worse") == expected


@pytest.mark.parametrize("missing", GOOD)
def test_a_missing_answer_is_unknown_rather_than_amber(missing):
    others = {"pain_during": 3, "settle_h": 8, "morning_rise": 1}
    assert colour(**(others | {missing: None})) == "unknown"


@pytest.mark.parametrize("missing", GOOD)
def test_red_stays_red_whatever_is_missing(missing):
    assert colour(**{missing: None, "gait_changed": True}) == "red"


def test_where_two_limits_meet_the_worse_colour_counts():
    narrow = RULEBOOK.parameters({"resp.morning_rise_green": 1, "resp.morning_rise_red": 1})
    assert [colour(parameters=narrow, morning_rise=rise) for rise in (0.9, 1)] == ["green", "red"]


def test_each_signal_says_its_part():
    found = session_colour(read(SessionFacts, {"kind": "run", "pain_during": 3, "settle_h": 30}), PARAMETERS)
    assert found.signals == {
        Signal.PAIN: Colour.AMBER, Signal.SETTLE: Colour.RED, Signal.MORNING: Colour.UNKNOWN,
    }  # fmt: skip


def test_every_answer_to_when_it_settled_has_its_colour():
    colours = [str(colour(settle_h=SETTLED_HOURS[answer])) for answer in Settled]
    assert colours == ["green", "amber", "amber", "amber", "red", "red", "red"]


@pytest.mark.parametrize(
    ("facts", "answered"),
    [(GOOD, True), (GOOD | {"morning_rise": None}, False), (GOOD | {"settle_h": None}, False)],
)
def test_a_session_is_answered_when_both_later_answers_are_in(facts, answered):
    assert is_answered(read(SessionFacts, {"kind": "run"} | facts)) is answered
