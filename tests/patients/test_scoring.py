"""Scores are exact, within their bounds, and never better for what was left out."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.scoring import range_of, rounded, score
from tests.patients.measures import choice, definition, numbers

NAMES = ("a", "b", "c", "d")
ANSWERS = st.fixed_dictionaries({name: st.integers(0, 4) for name in NAMES})
SOME = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 4))
METHODS = st.sampled_from(
    [
        {"method": "sum"},
        {"method": "mean"},
        {"method": "koos_0_100", "item_max": 4},
        {"method": "sum", "reverse_items": ["b", "d"]},
        {"method": "mean", "min_answered_fraction": 0.5},
    ]
)


def value(items, answers, **scoring):
    (only,) = score(definition(items, **scoring), answers)
    return only.value


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ({"method": "sum"}, "7"),
        ({"method": "mean"}, "1.8"),
        ({"method": "mean", "decimals": 2}, "1.75"),
        ({"method": "sum", "reverse_items": ["a"]}, "3"),
        ({"method": "koos_0_100", "item_max": 4}, "56.3"),
    ],
)
def test_each_method_by_hand(scoring, expected):
    assert value(numbers(*NAMES), {"a": 4, "b": 2, "c": 1, "d": 0}, **scoring) == Decimal(expected)


def test_option_points_are_summed_by_what_the_option_counts():
    items = [choice("limp", none=5, slight=3, heavy=0), choice("support", full=5, cane=2)]

    assert value(items, {"limp": "slight", "support": "full"}, method="sum_of_option_points") == 8


def test_reversed_options_turn_around_their_own_points():
    items = [choice("mood", low=1, high=4), choice("rest", bad=0, good=3)]

    assert value(items, {"mood": "low", "rest": "good"}, method="sum", reverse_items=["mood"]) == 7


def test_each_item_is_a_scale_of_its_own():
    found = score(definition(numbers("usual", "worst"), method="each_item"), {"usual": 3})

    assert [(one.scale, one.value, one.missing) for one in found] == [
        ("usual", Decimal(3), ()),
        ("worst", None, ("worst",)),
    ]


def test_scales_may_share_one_questionnaire():
    scales = [{"id": "x", "name": "X", "items": ["a", "b"]}, {"id": "y", "name": "Y", "items": ["c"]}]
    found = score(definition(numbers(*NAMES), method="sum", scales=scales), {"a": 1, "b": 2, "c": 3})

    assert {one.scale: one.value for one in found} == {"x": 3, "y": 3}


def test_no_method_gives_no_score():
    assert score(definition(numbers("a"), method="none"), {"a": 1}) == ()


def test_words_are_not_counted():
    items = [*numbers("a"), {"id": "note", "ask": "Anything else?", "type": "text"}]

    assert value(items, {"a": 3, "note": "5"}, method="sum") == 3


def test_half_of_the_answers_are_enough_where_the_measure_says_so():
    scoring = {"method": "koos_0_100", "item_max": 4, "min_answered_fraction": 0.5}

    assert value(numbers(*NAMES), {"a": 0, "b": 2}, **scoring) == 75
    assert value(numbers(*NAMES), {"a": 0}, **scoring) is None


def test_a_mean_of_named_activities_needs_them_all():
    content = {"ask_name": "Name one", "ask_score": "How well?", "min": 0, "max": 10}
    measure = definition([], method="mean")
    measure = type(measure).from_content(
        {"item": content, "items_min": 3, "items_max": 5, "scoring": {"method": "mean", "better": "higher"}}
    )
    rows = [{"name": "Stairs", "score": 4}, {"name": "Running", "score": 1}, {"name": "Squats", "score": 5}]

    assert score(measure, {"activities": rows})[0].value == Decimal("3.3")
    rows[1]["score"] = None
    assert score(measure, {"activities": rows})[0].missing == ("Running",)
    assert score(measure, {"activities": rows})[0].value is None


@given(METHODS, ANSWERS)
def test_a_score_stays_within_its_range(scoring, answers):
    measure = definition(numbers(*NAMES), **scoring)
    bounds, found = range_of(measure, "score"), score(measure, answers)[0].value

    assert bounds
    assert found is not None
    assert bounds[0] <= found <= bounds[1]


@given(METHODS, SOME)
def test_a_score_has_a_value_or_says_what_is_missing(scoring, answers):
    (found,) = score(definition(numbers(*NAMES), **scoring), answers)

    assert set(found.missing) == set(NAMES) - set(answers)
    assert found.value is not None or found.missing


@given(SOME, st.sampled_from(NAMES))
def test_leaving_out_an_answer_never_makes_a_sum(answers, left_out):
    answers = dict.fromkeys(NAMES, 4) | answers
    del answers[left_out]

    assert value(numbers(*NAMES), answers, method="sum") is None


@given(ANSWERS)
def test_reversing_everything_mirrors_the_sum(answers):
    plain = value(numbers(*NAMES), answers, method="sum")

    assert value(numbers(*NAMES), answers, method="sum", reverse_items=list(NAMES)) == 16 - plain


@given(ANSWERS, st.sampled_from(NAMES))
def test_koos_falls_when_an_answer_gets_worse(answers, name):
    scoring = {"method": "koos_0_100", "item_max": 4, "decimals": 3}
    worse = answers | {name: min(answers[name] + 1, 4)}

    assert value(numbers(*NAMES), worse, **scoring) <= value(numbers(*NAMES), answers, **scoring)


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_rounding_misses_by_at_most_half_a_step(number, decimals):
    assert abs(Fraction(rounded(number, decimals)) - number) <= Fraction(1, 2) / 10**decimals


@pytest.mark.parametrize(("number", "expected"), [("2.25", "2.3"), ("-2.25", "-2.3"), ("2.349", "2.3")])
def test_halves_are_rounded_away_from_zero(number, expected):
    assert rounded(Fraction(number), 1) == Decimal(expected)
