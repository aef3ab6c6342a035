"""Turns the answers to a measure into its scores, exactly.

Every method is computed in fractions and rounded once, half away from zero. What is not answered is never
taken for good: with too little answered a score has no value, and says what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from patients.rules.definition import (
    ACTIVITIES,
    NUMBERS,
    SCORE,
    Activities,
    Definition,
    Item,
    ItemType,
    Method,
    Scale,
    Scoring,
)

HUNDRED = Fraction(100)
Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Score:
    """One number. ``value`` is None when not enough was answered; ``missing`` names what was not."""

    scale: str
    method: Method
    value: Decimal | None
    missing: tuple[str, ...] = ()


def score(definition: Definition, answers: Mapping[str, Any]) -> tuple[Score, ...]:
    """All scores of one set of answers; the answers have been checked before."""
    if definition.activities:
        return (_score_activities(definition.scoring, answers.get(ACTIVITIES) or []),)
    return tuple(_score_scale(definition, scale, answers) for scale in definition.scoring.scales)


def range_of(definition: Definition, scale: str) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest value a scale can have, where its items say so."""
    bounds = _bounds_of_values(definition, scale)
    if None in bounds or not bounds:
        return None
    known = [found for found in bounds if found is not None]
    low = _combined(definition.scoring, [low for low, _high in known])
    high = _combined(definition.scoring, [high for _low, high in known])
    decimals = definition.scoring.decimals
    return rounded(min(low, high), decimals), rounded(max(low, high), decimals)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero, as people round."""
    shifted = abs(value) * 10**decimals
    whole = int(shifted + Fraction(1, 2))
    return (Decimal(whole if value >= 0 else -whole)).scaleb(-decimals)


def _score_activities(scoring: Scoring, told: list[Mapping[str, Any]]) -> Score:
    """The mean of all that were named; one without a number would make another set of it."""
    missing = tuple(row["name"] for row in told if row.get("score") is None)
    values = [Fraction(str(row["score"])) for row in told if row.get("score") is not None]
    value = None if missing or not values else rounded(_combined(scoring, values), scoring.decimals)
    return Score(SCORE, scoring.method, value, missing)


def _score_scale(definition: Definition, scale: Scale, answers: Mapping[str, Any]) -> Score:
    scoring = definition.scoring
    found = {name: _points(definition.item(name), scoring, answers.get(name)) for name in scale.items}
    missing = tuple(name for name, value in found.items() if value is None)
    values = [value for value in found.values() if value is not None]
    value = rounded(_combined(scoring, values), scoring.decimals) if _is_enough(scoring, found) else None
    return Score(scale.id, scoring.method, value, missing)


def _is_enough(scoring: Scoring, found: Mapping[str, Fraction | None]) -> bool:
    answered = sum(value is not None for value in found.values())
    return answered > 0 and Fraction(answered, len(found)) >= Fraction(scoring.min_fraction)


def _combined(scoring: Scoring, values: list[Fraction]) -> Fraction:
    if scoring.method == Method.KOOS_0_100:
        return HUNDRED - sum(values, Fraction()) / len(values) * HUNDRED / Fraction(scoring.item_high or 1)
    if scoring.method == Method.MEAN:
        return sum(values, Fraction()) / len(values)
    return sum(values, Fraction())


def _points(item: Item, scoring: Scoring, answer: Any) -> Fraction | None:
    value = _value(item, answer)
    if value is None or item.id not in scoring.reverse:
        return value
    bounds = _bounds(item, scoring)
    return value if bounds is None else bounds[0] + bounds[1] - value


def _value(item: Item, answer: Any) -> Fraction | None:
    if answer is None:
        return None
    if item.type == ItemType.CHOICE:
        points = next((option.points for option in item.options if option.code == str(answer)), None)
        return None if points is None else Fraction(points)
    return Fraction(int(answer)) if item.type == ItemType.BOOLEAN else Fraction(str(answer))


def _bounds_of_values(definition: Definition, scale: str) -> list[Bounds | None]:
    """The bounds of everything the scale is made of."""
    if definition.activities:
        return [_bounds_of_activities(definition.activities)]
    parts = next((row.items for row in definition.scoring.scales if row.id == scale), ())
    return [_bounds(definition.item(name), definition.scoring) for name in parts]


def _bounds_of_activities(activities: Activities) -> Bounds:
    return Fraction(activities.low), Fraction(activities.high)


def _bounds(item: Item, scoring: Scoring) -> Bounds | None:
    """What one item can count."""
    if item.type == ItemType.CHOICE:
        points = [Fraction(option.points) for option in item.options if option.points is not None]
        return (min(points), max(points)) if points else None
    if item.type == ItemType.BOOLEAN:
        return Fraction(0), Fraction(1)
    low = item.low if item.low is not None else scoring.item_low
    high = item.high if item.high is not None else scoring.item_high
    if item.type not in NUMBERS or low is None or high is None:
        return None
    return Fraction(low), Fraction(high)
