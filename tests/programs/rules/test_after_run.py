"""What was said after a run: "at least so much" counts once it is too much, and never as good."""

from fractions import Fraction

import pytest

from programs.rules.after_run import rest_days, settle_hours, worst_pain
from programs.rules.decision_words import Colour, PainModel, Settled
from programs.rules.parameters import PAIN_MODELS
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK

HOUR = RULEBOOK.parameters(PAIN_MODELS[PainModel.HOUR])


@pytest.mark.parametrize(
    ("answer", "hours"),
    [
        ("within_1h", 1),
        ("same_evening", 8),
        ("next_morning", 16),
        ("within_24h", 24),
        ("within_48h", 36),
        ("longer", 72),
    ],
)
def test_an_answer_stands_for_its_hours_whenever_it_comes(answer, hours):
    assert settle_hours(Settled(answer), 500, PARAMETERS) == hours


@pytest.mark.parametrize("parameters", [PARAMETERS, HOUR])
@pytest.mark.parametrize(
    ("elapsed", "hours"), [(14, None), (24, None), (Fraction(241, 10), Fraction(241, 10)), (60, 60)]
)
def test_not_yet_is_unknown_until_the_time_that_has_passed_is_too_long(parameters, elapsed, hours):
    assert settle_hours(Settled.NOT_YET, elapsed, parameters) == hours


def test_no_answer_is_unknown():
    assert settle_hours(None, 100, PARAMETERS) is None


@pytest.mark.parametrize(
    ("pains", "worst"),
    [
        ((1, 3, 2), 3),
        ((0, 0, 0), 0),
        ((2, None, 2), None),
        ((None, None, 3), None),
        ((4, None, 1), 4),
        ((None, None, None), None),
    ],
)
def test_the_worst_pain_is_the_peak_or_what_is_too_much_by_itself(pains, worst):
    start, peak, end = pains
    assert worst_pain(start, peak, end, PARAMETERS) == worst


@pytest.mark.parametrize(
    ("colour", "sore", "days"),
    [
        ("green", False, 1),
        ("unknown", None, 1),
        ("amber", False, 1),
        ("red", False, 2),
        ("green", True, 3),
        ("red", True, 3),
    ],
)
def test_rest_is_longer_after_a_red_run_and_after_soreness_in_the_warm_up(colour, sore, days):
    assert rest_days(Colour(colour), sore, PARAMETERS) == days
