"""Conditions over what is known of a patient, as protocol packs write them: whether one holds, and why.

A condition is {all: [...]}, {any: [...]}, or one comparison: of a fact (an answer, or something derived from
answers) or of a functional test. What is not known makes a comparison false: nothing is concluded from a
missing answer. Pure: the same answers give the same result.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Condition = Mapping[str, Any]
# By field: a number, slug or boolean; for several choices the chosen slugs, by side where the field has
# sides ({"left": [...], "right": [...]}), with scores where it is scored ({"stairs-down": 6}). Derived facts
# by name.
Answers = Mapping[str, Any]
# By test and side; a test that is not done by side has the one key "both".
TestResults = Mapping[str, Mapping[str, Any]]

SIDES = ("left", "right")
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": lambda value, values: value in values,
    "has_any": lambda chosen, values: bool(set(chosen) & set(values)),
}


@dataclass(frozen=True, slots=True)
class Because:
    """One comparison that holds. ``value`` is what was found: of the fact, its option, or the test's side."""

    value: Any
    fact: str = ""
    option: str = ""
    test: str = ""
    side: str = ""


def holds(condition: Condition, answers: Answers, tests: TestResults) -> bool:
    """Whether a condition holds."""
    return because(condition, answers, tests) is not None


def because(condition: Condition, answers: Answers, tests: TestResults) -> tuple[Because, ...] | None:
    """The comparisons that make a condition hold, in its own order; None if it does not."""
    if "all" in condition:
        parts = [because(part, answers, tests) for part in condition["all"]]
        return None if None in parts else _joined(parts)
    if "any" in condition:
        parts = [because(part, answers, tests) for part in condition["any"]]
        return _joined(parts) if any(part is not None for part in parts) else None
    found = tuple(
        _of_test(condition, tests.get(condition["test"], {}))
        if "test" in condition
        else _of_fact(condition, answers.get(condition["fact"]))
    )
    return found or None


def compared(op: str, value: Any, other: Any) -> bool:
    """One comparison; false when either of the two is not known."""
    return value is not None and other is not None and COMPARE[op](value, other)


def _joined(parts: list[tuple[Because, ...] | None]) -> tuple[Because, ...]:
    return tuple(reason for part in parts if part is not None for reason in part)


def _of_fact(condition: Condition, answer: Any) -> Iterator[Because]:
    fact, op = condition["fact"], condition["op"]
    if "option" in condition:
        scores = answer or {}
        score, option = scores.get(condition["option"]), condition["option"]
        other = scores.get(condition["than"]) if "than" in condition else condition["value"]
        if compared(op, score, other):
            yield Because(score, fact=fact, option=option)
    elif _is_by_side(answer):
        for side in SIDES:
            yield from _of_choice(fact, op, answer.get(side), condition["value"], side)
    else:
        yield from _of_choice(fact, op, answer, condition["value"], "")


def _is_by_side(answer: Any) -> bool:
    return isinstance(answer, Mapping) and answer.keys() <= set(SIDES)


def _of_choice(fact: str, op: str, answer: Any, value: Any, side: str) -> Iterator[Because]:
    if not compared(op, answer, value):
        return
    chosen = [slug for slug in answer if slug in value] if op == "has_any" else [answer]
    for one in chosen:
        yield Because(one, fact=fact, side=side)


def _of_test(condition: Condition, by_side: Mapping[str, Any]) -> Iterator[Because]:
    test, op, value = condition["test"], condition["op"], condition["value"]
    if condition.get("of") == "difference":
        left, right = by_side.get("left"), by_side.get("right")
        if left is not None and right is not None and compared(op, abs(left - right), value):
            yield Because(abs(left - right), test=test, side="difference")
        return
    for side, result in by_side.items():
        if compared(op, result, value):
            yield Because(result, test=test, side=side)
