"""The definitions of the derived facts, at their edges."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from programs.rules import derive
from programs.rules.decision_words import Colour, ExitTests

ON = date(2025, 4, 2)
GREEN, AMBER, RED, UNKNOWN = Colour.GREEN, Colour.AMBER, Colour.RED, Colour.UNKNOWN


def before(days):
    return ON - timedelta(days=days)


@pytest.mark.parametrize(("answers", "mean"), [([], None), ([4, 4], None), ([4, 4, 5], Fraction(13, 3))])
def test_a_week_has_a_mean_from_three_answers(answers, mean):
    assert derive.week_mean(answers) == mean


@pytest.mark.parametrize(
    ("answers", "assessed", "baseline"), [([6], 5, 5), ([6], None, None), ([6, 5], 9, Fraction(11, 2))]
)
def test_the_baseline_is_the_first_days_or_the_assessment(answers, assessed, baseline):
    assert derive.baseline_pain(answers, assessed) == baseline


@pytest.mark.parametrize(("now", "earlier", "change"), [(4, 2, 2), (None, 2, None), (4, None, None)])
def test_a_change_needs_both(now, earlier, change):
    assert derive.change(now, earlier) == change


@pytest.mark.parametrize(
    ("mornings", "rise"),
    [
        ({-1: 4, 0: 2, 1: 9}, 2),
        ({-1: 4, 1: 3, 2: 0}, 1),
        ({-1: 4, 3: 1}, 3),
        ({-1: 4, 4: 1}, None),
        ({0: 2, 1: 2}, None),
        ({}, None),
    ],
)
def test_the_morning_after_against_the_morning_before(mornings, rise):
    assert derive.morning_rise({before(days): pain for days, pain in mornings.items()}, ON) == rise


@pytest.mark.parametrize(("pains", "highest"), [([], None), ([None], None), ([1, None, 4, 0], 4), ([0], 0)])
def test_the_pain_of_a_session_is_its_highest(pains, highest):
    assert derive.pain_during(pains) == highest


@pytest.mark.parametrize(
    ("colours", "streak"),
    [([], 0), ([RED, GREEN, GREEN], 2), ([GREEN, UNKNOWN], 0), ([GREEN, AMBER, GREEN], 1), ([GREEN] * 4, 4)],
)
def test_the_green_streak_is_counted_from_the_latest(colours, streak):
    assert derive.green_streak(colours) == streak


@pytest.mark.parametrize(
    ("weeks", "low"), [([], 0), ([40, 49.9], 2), ([40, 50], 0), ([40, None, 30], 1), ([30, 60, 30], 1)]
)
def test_weeks_of_low_adherence_in_a_row(weeks, low):
    assert derive.low_weeks(weeks, 50) == low


def test_a_stage_that_lasts_twice_its_plan():
    assert [derive.stage_overrun_ratio(days, 2) for days in (28, 20)] == [2, Fraction(10, 7)]


@pytest.mark.parametrize(("days", "counted"), [(0, 1), (14, 1), (15, 0), (-1, 0)])
def test_a_regression_counts_for_the_length_of_the_window(days, counted):
    assert derive.regressions_in_window([before(days)], ON, 14) == counted


@pytest.mark.parametrize(("last", "missed"), [(0, 0), (1, 1), (5, 5), (-1, 0)])
def test_missed_days_are_whole_days(last, missed):
    assert derive.missed_days(before(last), ON) == missed


HOPS = {"hops": ("left", "right")}


def result(days, passed, side="left", test="hops"):
    return derive.ExitResult(test, side, before(days), passed)


@pytest.mark.parametrize(
    ("required", "results", "state"),
    [
        ({}, [], ExitTests.NONE_REQUIRED),
        (HOPS, [], ExitTests.MISSING),
        (HOPS, [result(1, True)], ExitTests.MISSING),
        (HOPS, [result(1, True), result(1, True, "right")], ExitTests.PASSED),
        (HOPS, [result(1, True), result(1, False, "right")], ExitTests.FAILED),
        (HOPS, [result(1, False)], ExitTests.FAILED),
        (HOPS, [result(2, False), result(1, True), result(1, True, "right")], ExitTests.PASSED),
        (HOPS, [result(1, True), result(2, False), result(1, True, "right")], ExitTests.PASSED),
        (HOPS, [result(14, True), result(0, True, "right")], ExitTests.PASSED),
        (HOPS, [result(15, True), result(0, True, "right")], ExitTests.MISSING),
        (HOPS | {"walk": ("both",)}, [result(1, False)], ExitTests.FAILED),
    ],
)
def test_where_the_exit_tests_stand(required, results, state):
    assert derive.exit_tests(required, results, ON) == state
