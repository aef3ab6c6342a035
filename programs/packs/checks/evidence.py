"""Evidence: every tag leads to a source, and every threshold stays inside the bounds it declares."""

from collections.abc import Iterator
from typing import Any

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json
from programs.packs.yaml_file import ValuePath

DESIGN_CHOICE = "D"  # no source: a physiotherapist must decide
TAG_KEYS = {"tags", "level_tags"}


def check_tags(source: PackSource) -> Iterator[Problem]:
    known = {DESIGN_CHOICE, *source.data["sources"]}
    for path, tag in _tags(source.data, ()):
        if tag not in known:
            message = f"{tag!r} is neither in sources nor {DESIGN_CHOICE} (design choice)"
            yield Problem.at(source.place(*path), Code.TAG_UNKNOWN, message)


def _tags(value: Any, path: ValuePath) -> Iterator[tuple[ValuePath, str]]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _tags(entry, (*path, index))
    if isinstance(value, dict):
        for key, entry in value.items():
            if key in TAG_KEYS and isinstance(entry, list):
                yield from (((*path, key, index), str(tag)) for index, tag in enumerate(entry))
            else:
                yield from _tags(entry, (*path, key))


def check_thresholds(source: PackSource) -> Iterator[Problem]:
    for name, parameter in source.data.get("rule_parameters", {}).items():
        low, default, high = parameter["min"], parameter["default"], parameter["max"]
        if not low <= default <= high:
            message = f"{name}: the default {default} is outside of {low} to {high}"
            yield Problem.at(source.place("rule_parameters", name), Code.THRESHOLD, message)


def check_overrides(source: PackSource) -> Iterator[Problem]:
    parameters = source.data.get("rule_parameters", {})
    for index, program in enumerate(source.data["programs"]):
        for name, value in program["rule_overrides"].items():
            problem = _override_problem(parameters.get(name), value)
            if problem:
                place = source.place("programs", index, "rule_overrides", name)
                yield Problem.at(place, Code.OVERRIDE, f"{name} {problem}")


def _override_problem(parameter: Json | None, value: float) -> str | None:
    if parameter is None:
        return "is not a rule parameter"
    if parameter.get("locked"):
        return "is locked"
    if not parameter["min"] <= value <= parameter["max"]:
        return f"is {value}, outside of {parameter['min']} to {parameter['max']}"
    return None
