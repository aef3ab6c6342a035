"""Reads a condition as a pack writes it, and checks that it can be asked: names, kinds, operators.

The same fault is told to whoever lints a pack, with the path that leads to it, and to whoever loads one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from programs.rules.expressions import OPERATORS, Comparison, Condition, Group, IsNull
from programs.rules.facts import Value
from programs.rules.inputs import SPELLINGS, Amount, Flag, Kind, Whole, Word

Path: TypeAlias = tuple[str | int, ...]

ORDERING = frozenset({"lt", "lte", "gt", "gte"})
RIGHT_SIDES = ("value", "param", "fact_rhs")


class RuleError(ValueError):
    """A rule that cannot be read. `path` leads to the fault from where reading began."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{'.'.join(map(str, path))}: {problem}".removeprefix(": "))
        self.path = path
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """`kinds` are the facts of the rule's scope, `parameters` the names there are."""

    kinds: Mapping[str, Kind]
    parameters: Collection[str]

    def read(self, raw: Any, path: Path = ()) -> Condition:
        """The condition. Raises RuleError with the path below `path`."""
        if not isinstance(raw, Mapping):
            raise RuleError(path, "is not a condition")
        for key in ("any", "all"):
            if key in raw:
                return self._group(raw, key, path)
        return self._comparison(raw, path)

    def _group(self, raw: Mapping[str, Any], key: str, path: Path) -> Group:
        parts = raw[key]
        if len(raw) != 1 or not isinstance(parts, list) or not parts:
            raise RuleError(path, f"{key} stands alone and holds at least one condition")
        read = (self.read(part, (*path, key, number)) for number, part in enumerate(parts))
        return Group(key == "any", tuple(read))

    def _comparison(self, raw: Mapping[str, Any], path: Path) -> Comparison | IsNull:
        fact, op = self._fact(raw, "fact", path), str(raw.get("op"))
        sides = [key for key in RIGHT_SIDES if key in raw]
        if unknown := set(raw) - {"fact", "op", *RIGHT_SIDES}:
            raise RuleError((*path, min(unknown)), "is not part of a comparison")
        if op == "is_null" and not sides:
            return IsNull(fact)
        if op not in OPERATORS or len(sides) != 1:
            raise RuleError(path, f"needs an operator and one of {', '.join(RIGHT_SIDES)}")
        if op in ORDERING and not _is_number(self.kinds[fact]):
            raise RuleError((*path, "op"), f"{fact} has no order: eq and ne compare it")
        return self._against(sides[0], raw, fact, op, (*path, sides[0]))

    def _against(self, side: str, raw: Mapping[str, Any], fact: str, op: str, path: Path) -> Comparison:
        if side == "param":
            return Comparison(fact, op, parameter=self._parameter(raw[side], fact, path))
        if side == "fact_rhs":
            other = self._fact(raw, side, path[:-1])
            if _family(self.kinds[fact]) != _family(self.kinds[other]):
                raise RuleError(path, f"{fact} and {other} are of different kinds")
            return Comparison(fact, op, other=other)
        return Comparison(fact, op, constant=self._constant(raw[side], fact, path))

    def _fact(self, raw: Mapping[str, Any], key: str, path: Path) -> str:
        given = raw.get(key)
        name = SPELLINGS.get(str(given), str(given))
        if name not in self.kinds:
            raise RuleError((*path, key), f"{given!r} is not a fact that is computed here")
        return name

    def _parameter(self, name: Any, fact: str, path: Path) -> str:
        if name not in self.parameters:
            raise RuleError(path, f"the parameter {name!r} is not defined")
        if not _is_number(self.kinds[fact]):
            raise RuleError(path, f"{fact} is not a number, and parameters are")
        return str(name)

    def _constant(self, value: object, fact: str, path: Path) -> Value:
        try:
            constant: Value = self.kinds[fact].read(value)
        except ValueError as error:
            raise RuleError(path, f"{value!r} {error}, which {fact} can never be") from error
        return constant


def _is_number(kind: Kind) -> bool:
    return isinstance(kind, Amount | Whole)


def _family(kind: Kind) -> object:
    if isinstance(kind, Word):
        return kind.words
    return Amount if _is_number(kind) else Flag
