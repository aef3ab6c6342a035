"""The language of a rule's condition, as packs write it.

    {fact: swelling, op: gte, value: 3}             also `param: NAME` or `fact_rhs: FACT` instead of a value
    {fact: adherence_7d, op: is_null}
    {any: [...]}   {all: [...]}                     nested as needed

A comparison with an unknown fact is not true. It is not false either: `holds` answers None when the
condition would depend on what is not known, so that a gate can tell "passed" from "cannot be read".
`expression_reader` checks names and kinds once; a condition that was read cannot fail.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from programs.rules.facts import Value
from programs.rules.parameters import Parameters

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`fact` against exactly one of a constant, a parameter and another fact."""

    fact: str
    op: str
    constant: Value = None
    parameter: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class IsNull:
    fact: str


@dataclass(frozen=True, slots=True)
class Group:
    """`any` of the parts, or all of them."""

    any: bool
    parts: tuple["Condition", ...]


Condition: TypeAlias = Comparison | IsNull | Group


def holds(condition: Condition, facts: Mapping[str, Value], parameters: Parameters) -> bool | None:
    """Whether the condition is true; None if that depends on an unknown fact."""
    if isinstance(condition, Group):
        return _group_holds(condition, facts, parameters)
    if isinstance(condition, IsNull):
        return facts[condition.fact] is None
    left, right = facts[condition.fact], _right_side(condition, facts, parameters)
    return None if left is None or right is None else OPERATORS[condition.op](left, right)


def _group_holds(group: Group, facts: Mapping[str, Value], parameters: Parameters) -> bool | None:
    """One true part decides `any`, one false part decides `all`; otherwise an unknown part leaves it open."""
    answers = {holds(part, facts, parameters) for part in group.parts}
    if group.any in answers:
        return group.any
    return None if None in answers else not group.any


def _right_side(comparison: Comparison, facts: Mapping[str, Value], parameters: Parameters) -> Value:
    if comparison.parameter is not None:
        return parameters[comparison.parameter]
    return facts[comparison.other] if comparison.other is not None else comparison.constant


def leaves(condition: Condition) -> Iterator[Comparison | IsNull]:
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def facts_in(condition: Condition) -> set[str]:
    read = {leaf.fact for leaf in leaves(condition)}
    return read | {leaf.other for leaf in leaves(condition) if isinstance(leaf, Comparison) and leaf.other}


def parameters_in(condition: Condition) -> set[str]:
    return {leaf.parameter for leaf in leaves(condition) if isinstance(leaf, Comparison) and leaf.parameter}
