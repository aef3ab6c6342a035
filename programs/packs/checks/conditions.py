"""Conditions: what is compared can be compared, and is known by the time it is asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from programs.packs.conditions import ConditionAt, each_condition, leaves
from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json, fields_by_id

ORDER = frozenset({"eq", "ne", "lt", "lte", "gt", "gte"})
OPS_OF: Mapping[str, frozenset[str]] = {
    "number": ORDER,
    "boolean": frozenset({"eq", "ne"}),
    "choice": frozenset({"eq", "ne", "in"}),
    "multi": frozenset({"has_any"}),
}
LISTED = frozenset({"in", "has_any"})
RATINGS = ("good", "fair", "poor")


def check_conditions(source: PackSource) -> Iterator[Problem]:
    for at in each_condition(source.data):
        for leaf in leaves(at):
            if problem := _misfit(source.data, leaf) or _too_early(source.data, leaf):
                yield Problem.at(source.place(*leaf.path), Code.CONDITION, problem)


def _misfit(data: Json, at: ConditionAt) -> str | None:
    leaf = at.condition
    subject = _test(data, leaf["test"]) if "test" in leaf else _fact(data, leaf)
    name, kind = leaf.get("test") or leaf["fact"], _kind(subject, leaf)
    if kind is None:
        return f"{name} cannot be compared like this"
    if leaf["op"] not in OPS_OF[kind]:
        return f"{name} is a {kind}, not compared by {leaf['op']}"
    if "value" in leaf and not _fits(kind, leaf["op"], leaf["value"]):
        return f"{name} is a {kind}, so {leaf['value']!r} cannot be its value"
    return _out_of_range(name, subject, leaf.get("value"))


def _fact(data: Json, leaf: Json) -> Json:
    fact: Json = fields_by_id(data).get(leaf["fact"]) or data["assessment"]["facts"][leaf["fact"]]
    return fact


def _test(data: Json, slug: str) -> Json:
    """The test as if it were a field."""
    test = next(test for test in data["functional_tests"] if test["slug"] == slug)
    types = {"boolean": "boolean", "good_fair_poor": "choice"}
    as_field = {"type": types.get(test["unit"], "decimal"), "per_side": test.get("per_side", False)}
    return {**as_field, "values": RATINGS} if as_field["type"] == "choice" else as_field


def _kind(subject: Json, leaf: Json) -> str | None:
    """What the comparison is about, or None if it asks for what the subject does not have."""
    if "option" in leaf or "scored" in subject:
        return "number" if {"option", "scored"} <= {*leaf, *subject} else None
    if leaf.get("of") == "difference":
        return "number" if subject["type"] == "decimal" and subject["per_side"] else None
    kinds = {
        "integer": "number",
        "decimal": "number",
        "boolean": "boolean",
        "choice": "choice",
        "multi": "multi",
    }
    return kinds.get(subject["type"])


def _fits(kind: str, op: str, value: Any) -> bool:
    if op in LISTED:
        return isinstance(value, list) and bool(value) and all(isinstance(entry, str) for entry in value)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, bool if kind == "boolean" else str)


def _out_of_range(name: str, subject: Json, value: Any) -> str | None:
    """A limit outside of what can be answered would hold always or never."""
    if "min" in subject and isinstance(value, int | float) and not subject["min"] <= value <= subject["max"]:
        return f"{name} is {subject['min']} to {subject['max']}, so {value} says nothing"
    if "values" in subject and not set(value if isinstance(value, list) else [value]) <= set(
        subject["values"]
    ):
        return f"{name} is rated {', '.join(subject['values'])}"
    return None


def _too_early(data: Json, at: ConditionAt) -> str | None:
    if at.at_intake and "test" in at.condition:
        return f"{at.condition['test']} is not tested at intake"
    if at.at_intake and not _asked_at_intake(data, at.condition["fact"]):
        return f"{at.condition['fact']} is not asked at intake: give its field an ask"
    return None


def _asked_at_intake(data: Json, name: str) -> bool:
    fields = fields_by_id(data)
    if name in fields:
        return "ask" in fields[name]
    return all("ask" in fields[field] for field in data["assessment"]["facts"][name]["from"])
