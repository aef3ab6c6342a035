"""What may be answered, and in which form it is kept."""

from typing import Any

import pytest

from patients.rules.answers import Wrong, asked, kept, problems
from patients.rules.definition import Definition
from tests.patients.measures import choice, definition, numbers

OWN = Definition.from_content(
    {
        "item": {"ask_name": "Name one", "ask_score": "How well?", "min": 0, "max": 10},
        "items_min": 3,
        "items_max": 5,
        "scoring": {"method": "mean", "better": "higher"},
    }
)
THREE: list[dict[str, Any]] = [
    {"name": "Stairs", "score": 4},
    {"name": "Running", "score": 1},
    {"name": "Squats", "score": 5},
]


def wrong(items, answers):
    return {
        name: problem.wrong for name, problem in problems(definition(items, method="sum"), answers).items()
    }


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, Wrong.MISSING),
        ("", Wrong.MISSING),
        (True, Wrong.NOT_A_NUMBER),
        ("3", Wrong.NOT_A_NUMBER),
        (float("nan"), Wrong.NOT_A_NUMBER),
        (2.5, Wrong.NOT_WHOLE),
        (5, Wrong.OUT_OF_RANGE),
        (-1, Wrong.OUT_OF_RANGE),
    ],
)
def test_a_number_that_is_none(answer, expected):
    assert wrong(numbers("a"), {"a": answer}) == {"a": expected}


@pytest.mark.parametrize("answer", [0, 4, 3.0])
def test_a_number_in_its_bounds(answer):
    assert wrong(numbers("a"), {"a": answer}) == {}


def test_only_an_option_can_be_chosen():
    assert wrong([choice("limp", none=5, heavy=0)], {"limp": "some"}) == {"limp": Wrong.NOT_AN_OPTION}
    assert wrong([choice("limp", none=5, heavy=0)], {"limp": True}) == {"limp": Wrong.NOT_AN_OPTION}


def test_yes_or_no_is_not_a_number():
    assert wrong([{"id": "a", "ask": "Well?", "type": "boolean"}], {"a": 1}) == {"a": Wrong.NOT_YES_OR_NO}


def test_words_have_an_end_and_no_zero_bytes():
    text = [{"id": "a", "ask": "Well?", "type": "text"}]

    assert wrong(text, {"a": "x" * 501}) == {"a": Wrong.TOO_LONG}
    assert wrong(text, {"a": "x\x00"}) == {"a": Wrong.NOT_A_TEXT}


def test_a_question_that_is_not_there_is_not_answered():
    assert wrong(numbers("a"), {"a": 1, "b": 1}) == {"b": Wrong.UNKNOWN}


def test_an_optional_question_may_stay_open():
    assert wrong(numbers("a", optional=True), {}) == {}


def test_a_question_waits_for_the_answer_it_depends_on():
    items: list[dict[str, Any]] = [
        {"id": "ran", "ask": "Did you run?", "type": "boolean"},
        *numbers("pain", shown_when={"item": "ran", "equals": True}),
    ]
    measure = definition(items, method="none")

    assert [item.id for item in asked(measure, {"ran": False})] == ["ran"]
    assert problems(measure, {"ran": False}) == {}
    assert problems(measure, {"ran": True}).keys() == {"pain"}
    assert kept(measure, {"ran": False, "pain": 3}) == {"ran": False}


def test_a_hidden_question_hides_what_depends_on_it():
    items: list[dict[str, Any]] = [
        {"id": "a", "ask": "A?", "type": "boolean"},
        {"id": "b", "ask": "B?", "type": "boolean", "shown_when": {"item": "a", "equals": True}},
        {"id": "c", "ask": "C?", "type": "boolean", "shown_when": {"item": "b", "equals": True}},
    ]

    assert [item.id for item in asked(definition(items, method="none"), {"a": False, "b": True})] == ["a"]


def test_own_activities_are_kept_by_name():
    assert problems(OWN, {"activities": THREE}) == {}
    assert kept(OWN, {"activities": [{"name": " Stairs ", "score": 4}]}) == {
        "activities": [{"name": "Stairs", "score": 4}]
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (THREE[:2], Wrong.TOO_FEW),
        ([{"name": str(n), "score": n} for n in range(6)], Wrong.TOO_MANY),
        ([*THREE, {"name": "stairs", "score": 1}], Wrong.TWICE),
        ("stairs", Wrong.MISSING),
        (None, Wrong.MISSING),
        ([1, 2, 3], Wrong.MISSING),
    ],
)
def test_three_to_five_different_activities(rows, expected):
    assert {name: problem.wrong for name, problem in problems(OWN, {"activities": rows}).items()} == {
        "activities": expected
    }


def test_each_activity_is_rated():
    rows = [*THREE[:2], {"name": "", "score": 11}]

    assert {name: problem.wrong for name, problem in problems(OWN, {"activities": rows}).items()} == {
        "activities.2.name": Wrong.MISSING,
        "activities.2.score": Wrong.OUT_OF_RANGE,
    }


def test_what_is_missing_in_a_row_does_not_hide_that_there_are_too_few():
    found = problems(OWN, {"activities": [{"name": "Stairs", "score": None}]})

    assert {name: problem.wrong for name, problem in found.items()} == {
        "activities": Wrong.TOO_FEW,
        "activities.0.score": Wrong.MISSING,
    }


def test_later_on_the_same_activities_are_rated():
    names = [row["name"] for row in THREE]

    assert problems(OWN, {"activities": THREE[::-1]}, names) == {}
    others = [*THREE[:2], {"name": "Kneeling", "score": 2}]
    assert problems(OWN, {"activities": others}, names)["activities"].wrong == Wrong.OTHERS
