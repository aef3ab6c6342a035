"""Where a pack has conditions over answers, derived facts and test results.

What a condition says, and whether one holds, is a rule of the record: patients/rules/conditions.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from programs.packs.walk import Json
from programs.packs.yaml_file import ValuePath


@dataclass(frozen=True, slots=True)
class ConditionAt:
    """A condition of a pack. At intake only the screen's questions and the fields with `ask` are answered."""

    path: ValuePath
    condition: Json
    at_intake: bool = False


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
