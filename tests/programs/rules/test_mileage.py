"""The mileage budget: caps at their boundaries, cutbacks, and what a week is counted from."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.facts import MileageFacts
from programs.rules.goal import GoalCheck, check_goal, weeks_at_the_cap
from programs.rules.inputs import read
from programs.rules.mileage import MileageCaps, RunWeek, mileage_caps, previous_week
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK


def caps(prev, longest, build_week=1, parameters=PARAMETERS):
    facts = {"prev_week_km": prev, "longest_30d_km": longest, "build_week": build_week}
    found = mileage_caps(read(MileageFacts, facts), parameters)
    return found.week_km, found.session_km


@pytest.mark.parametrize(
    ("km", "cap"),
    [
        (0, "0.5"),
        (4.9, "5.4"),
        (5, "5.5"),
        (5.1, "5.6"),
        (6, "6.6"),
        (7, "7.7"),
        (9.99, "10.9"),
        (12.7, "13.9"),
        (Fraction(100, 3), "36.6"),
    ],
)
def test_a_tenth_or_half_a_kilometre_more_rounded_down(km, cap):
    assert caps(km, km) == (Fraction(cap), Fraction(cap))


@pytest.mark.parametrize(
    ("build_week", "expected"),
    [(3, ("13.2", "5.9")), (4, ("9.6", "5.4")), (5, ("13.2", "5.9")), (8, ("9.6", "5.4"))],
)
def test_every_fourth_build_week_cuts_back_and_no_run_grows(build_week, expected):
    assert caps(12, 5.45, build_week) == tuple(map(Fraction, expected))


def test_caps_follow_the_parameters():
    careful = {
        "run.week_increase_pct": 5,
        "run.floor_step_km": 0,
        "run.cutback_every_weeks": 3,
        "run.cutback_pct": 30,
    }
    parameters = RULEBOOK.parameters(careful)
    assert caps(12, 5, 1, parameters) == (Fraction("12.6"), Fraction("5.5"))
    assert caps(12, 5, 3, parameters) == (Fraction("8.4"), Fraction(5))


def test_what_is_not_known_has_no_cap():
    assert (caps(None, 5), caps(12, None)) == ((None, Fraction("5.5")), (Fraction("13.2"), None))


kilometres = st.fractions(min_value=0, max_value=300)


@given(kilometres, kilometres, st.integers(1, 60))
def test_no_cap_is_ever_above_its_rule(prev, longest, build_week):
    for before, cap in zip((prev, longest), caps(prev, longest, build_week), strict=True):
        assert 0 <= cap <= max(before * Fraction(11, 10), before + Fraction(1, 2))
        assert build_week % 4 or cap <= before


@given(kilometres, kilometres, st.integers(1, 60))
def test_more_before_never_allows_less(one, other, build_week):
    less, more = sorted((one, other))
    assert caps(less, less, build_week) <= caps(more, more, build_week)


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([], None),
        ([RunWeek(10), RunWeek(11)], 11),
        ([RunWeek(10), RunWeek(8, is_cutback=True)], 10),
        ([RunWeek(10), RunWeek(12, was_regressed=True)], 10),
        ([RunWeek(10), RunWeek(None)], 10),
        ([RunWeek(10), RunWeek(0)], 0),
    ],
)
def test_a_week_is_counted_from_the_last_one_that_counts(weeks, expected):
    assert previous_week(weeks) == expected


@pytest.mark.parametrize(("done", "left"), [(0, "6.4"), (6, "0.4"), (7, "0")])
def test_what_is_left_of_a_week(done, left):
    assert MileageCaps(Fraction("6.4"), None, False).week_left(done) == Fraction(left)


def test_a_goal_within_reach_says_in_how_many_weeks():
    goal = check_goal(10, 20, prev_week_km=20, longest_km=8, build_week=1, parameters=PARAMETERS)
    assert (goal.fits, goal.weeks_needed) == (True, 3)


def test_a_goal_that_comes_too_soon_is_told_with_what_is_possible():
    goal = check_goal(Fraction("21.1"), 3, prev_week_km=20, longest_km=8, build_week=1, parameters=PARAMETERS)
    assert goal == GoalCheck(fits=False, longest_km=Fraction("10.5"), weeks_needed=14)


def test_after_a_cutback_the_build_goes_on_from_before_it():
    weeks = [
        next_caps.week_km
        for next_caps, _ in zip(weeks_at_the_cap(20, 8, 3, PARAMETERS), range(3), strict=False)
    ]
    assert weeks == [22, Fraction("17.6"), Fraction("24.2")]


def test_a_goal_already_run_needs_no_weeks():
    assert (
        check_goal(8, 0, prev_week_km=20, longest_km=8, build_week=1, parameters=PARAMETERS).weeks_needed == 0
    )
