"""The language of conditions: what holds, what is open, and what is refused when a pack is read."""

import pytest

from programs.rules.expression_reader import ConditionReader, RuleError
from programs.rules.expressions import facts_in, holds, parameters_in
from programs.rules.facts import WeeklyFacts, values_of
from programs.rules.inputs import kinds_of, read
from tests.programs.rules.protocol import PARAMETERS

READER = ConditionReader(kinds_of(WeeklyFacts), PARAMETERS.values.keys())
TRUE, FALSE = (
    {"fact": "open_stop", "op": "eq", "value": True},
    {"fact": "open_stop", "op": "eq", "value": False},
)
OPEN = {"fact": "adherence_7d", "op": "lt", "value": 60}


def answer(raw, **facts):
    known = values_of(read(WeeklyFacts, {"open_stop": True} | facts))
    return holds(READER.read(raw), known, PARAMETERS)


@pytest.mark.parametrize(
    ("op", "below", "same", "above"),
    [
        ("eq", False, True, False),
        ("ne", True, False, True),
        ("lt", True, False, False),
        ("lte", True, True, False),
        ("gt", False, False, True),
        ("gte", False, True, True),
    ],
)
def test_each_comparison_at_its_boundary(op, below, same, above):
    condition = {"fact": "adherence_7d", "op": op, "value": 80}
    assert [answer(condition, adherence_7d=value) for value in (79.9, 80, 80.1)] == [below, same, above]


@pytest.mark.parametrize("op", ["eq", "ne", "lt", "lte", "gt", "gte"])
def test_no_comparison_with_an_unknown_fact_is_true(op):
    assert answer({"fact": "adherence_7d", "op": op, "value": 80}) is None


def test_an_unknown_fact_on_the_right_leaves_it_open():
    condition = {"fact": "worst_pain_max_7d", "op": "gt", "fact_rhs": "worst_pain_limit"}
    assert answer(condition, worst_pain_max_7d=9) is None


@pytest.mark.parametrize(("value", "expected"), [(None, True), (0, False)])
def test_whether_a_fact_is_known_is_never_open(value, expected):
    assert answer({"fact": "adherence_7d", "op": "is_null"}, adherence_7d=value) is expected


@pytest.mark.parametrize(
    ("group", "parts", "expected"),
    [
        ("any", [FALSE, TRUE], True),
        ("any", [OPEN, TRUE], True),
        ("any", [FALSE, OPEN], None),
        ("any", [FALSE], False),
        ("all", [TRUE, TRUE], True),
        ("all", [OPEN, FALSE], False),
        ("all", [TRUE, OPEN], None),
        ("all", [{"any": [FALSE, OPEN]}, TRUE], None),
    ],
)
def test_a_part_decides_or_leaves_it_open(group, parts, expected):
    assert answer({group: parts}) is expected


def test_what_a_condition_reads_is_known():
    condition = READER.read({"all": [
        {"fact": "red_sessions_7d", "op": "gte", "param": "reg.red_sessions_7d"},
        {"fact": "worst_pain_max_7d", "op": "gt", "fact_rhs": "worst_pain_limit"},
    ]})  # fmt: skip
    assert facts_in(condition) == {"red_sessions_7d", "worst_pain_max_7d", "worst_pain_limit"}
    assert parameters_in(condition) == {"reg.red_sessions_7d"}


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("text", ()),
        ({}, ("fact",)),
        ({"any": []}, ()),
        ({"any": [TRUE], "all": [TRUE]}, ()),
        ({"any": [TRUE, {"all": [{"fact": "nothing", "op": "is_null"}]}]}, ("any", 1, "all", 0, "fact")),
        ({"fact": "open_stop"}, ()),
        ({"fact": "open_stop", "op": "eq"}, ()),
        ({"fact": "open_stop", "op": "is", "value": True}, ()),
        ({"fact": "open_stop", "op": "is_null", "value": True}, ()),
        ({"fact": "open_stop", "op": "eq", "value": True, "param": "x"}, ()),
        ({"fact": "open_stop", "op": "eq", "value": True, "unless": 1}, ("unless",)),
        ({"fact": "open_stop", "op": "lt", "value": True}, ("op",)),
        ({"fact": "open_stop", "op": "eq", "value": 1}, ("value",)),
        ({"fact": "tests_state", "op": "eq", "value": "maybe"}, ("value",)),
        ({"fact": "adherence_7d", "op": "eq", "value": "80"}, ("value",)),
        ({"fact": "worst_pain_max_7d", "op": "gt", "value": 11}, ("value",)),
        ({"fact": "adherence_7d", "op": "lt", "param": "gate.nothing"}, ("param",)),
        ({"fact": "open_stop", "op": "eq", "param": "gate.adherence_week_min"}, ("param",)),
        ({"fact": "adherence_7d", "op": "lt", "fact_rhs": "nothing"}, ("fact_rhs",)),
        ({"fact": "open_stop", "op": "eq", "fact_rhs": "adherence_7d"}, ("fact_rhs",)),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_asked_is_refused_where_it_stands(raw, path):
    with pytest.raises(RuleError) as error:
        READER.read(raw)
    assert error.value.path == path
