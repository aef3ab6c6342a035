"""Conditions over what is known of a patient: where a pack has them, and whether one holds.

A condition is {all: [...]}, {any: [...]}, or one comparison: of a fact (the id of a field of the examination,
or a derived fact) or of a functional test. What is not known makes a comparison false: nothing is concluded
from a missing answer. Pure: the same answers give the same result.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from programs.packs.walk import Json
from programs.packs.yaml_file import ValuePath

Answers = Mapping[str, Any]
# The newest result of each test by side; a test that is not done by side has the one key "both".
TestResults = Mapping[str, Mapping[str, Any]]
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
class ConditionAt:
    """A condition of a pack. At intake only the screen's questions and the fields with `ask` are answered."""

    path: ValuePath
    condition: Json
    at_intake: bool = False


def holds(condition: Json, answers: Answers, tests: TestResults) -> bool:
    """Whether the condition of a linted pack holds.

    Answers by field: a number, slug or boolean; for `multi` the chosen slugs, by side if `per_side`
    ({"left": [...], "right": [...]}), with scores if `scored` ({"stairs-down": 6}). Derived facts by name.
    """
    if "all" in condition:
        return all(holds(part, answers, tests) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, tests) for part in condition["any"])
    if "test" in condition:
        return _test_holds(condition, tests.get(condition["test"], {}))
    return _fact_holds(condition, answers.get(condition["fact"]))


def _fact_holds(condition: Json, answer: Any) -> bool:
    if "option" not in condition:
        return _compared(condition["op"], _chosen(answer), condition["value"])
    scores = answer or {}
    other = scores.get(condition["than"]) if "than" in condition else condition["value"]
    return _compared(condition["op"], scores.get(condition["option"]), other)


def _chosen(answer: Any) -> Any:
    """Both sides of an answer by side together: what hurts on either side hurts."""
    if isinstance(answer, Mapping) and answer.keys() <= {"left", "right"}:
        return [slug for side in answer.values() for slug in side]
    return answer


def _test_holds(condition: Json, by_side: Mapping[str, Any]) -> bool:
    if condition.get("of") == "difference":
        return _compared(condition["op"], _difference(by_side), condition["value"])
    return any(_compared(condition["op"], result, condition["value"]) for result in by_side.values())


def _difference(by_side: Mapping[str, Any]) -> Any:
    left, right = by_side.get("left"), by_side.get("right")
    return None if left is None or right is None else abs(left - right)


def _compared(op: str, value: Any, other: Any) -> bool:
    return value is not None and other is not None and COMPARE[op](value, other)


def each_condition(data: Json) -> Iterator[ConditionAt]:
    for path in (("eligibility", "refer_first"), ("consult_rules",)):
        for at in _in_list(data, path, "when"):
            yield ConditionAt(at.path, at.condition, at_intake=True)
    for index in range(len(data["assessment"]["pain_zones"])):
        yield from _in_list(data, ("assessment", "pain_zones", index, "hints"), "when")
    yield from _in_list(data, ("assessment", "timing_patterns"), "when")
    yield from _in_list(data, ("assessment", "findings"), "suggested_by")
    for index in range(len(data["assessment"]["template_proposal"])):
        for key in ("criteria", "unless"):
            yield from _in_list(data, ("assessment", "template_proposal", index, key), "when")


def _in_list(data: Json, path: ValuePath, key: str) -> Iterator[ConditionAt]:
    entries: Any = data
    for part in path:
        entries = entries.get(part, ()) if isinstance(part, str) else entries[part]
    for index, entry in enumerate(entries):
        if key in entry:
            yield ConditionAt((*path, index, key), entry[key])


def leaves(at: ConditionAt) -> Iterator[ConditionAt]:
    """The single comparisons of a condition, each with its own path."""
    for key in ("all", "any"):
        for index, part in enumerate(at.condition.get(key, ())):
            yield from leaves(ConditionAt((*at.path, key, index), part, at.at_intake))
    if "op" in at.condition:
        yield at
