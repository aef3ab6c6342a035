"""Functional tests: what a result may be, whether it passes, and how far the two sides are apart. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from patients.rules.conditions import compared
from patients.rules.examination import Criterion, FunctionalTest

RATINGS = ("good", "fair", "poor")
BOOLEAN, RATING = "boolean", "good_fair_poor"


@dataclass(frozen=True, slots=True)
class Scale:
    """What a number of a unit can be at all; outside it somebody mistyped."""

    low: float
    high: float
    whole: bool = False


SCALES: Mapping[str, Scale] = {
    "nprs": Scale(0, 10, whole=True),
    "points_0_6": Scale(0, 6, whole=True),
    "reps": Scale(0, 200, whole=True),
    "seconds": Scale(0, 600),
    "cm": Scale(0, 40),
    "percent": Scale(0, 300),
    "percent_body_weight": Scale(0, 150),
    "steps_per_minute": Scale(100, 260, whole=True),
}
ANY_NUMBER = Scale(0, 10_000)
# Half the repetitions is half the strength; half the pain points is nothing of the kind.
NO_RATIO = frozenset({"nprs", "points_0_6"})


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """``passed`` by side, None where there is no threshold or no result; ``percent``: left of right."""

    __test__ = False  # no test of ours, whatever the name says

    passed: Mapping[str, bool | None]
    difference: float | None
    percent: int | None


def is_number(test: FunctionalTest) -> bool:
    return test.unit not in {BOOLEAN, RATING}


def scale_of(test: FunctionalTest) -> Scale:
    return SCALES.get(test.unit, ANY_NUMBER)


def criterion_of(test: FunctionalTest, stage: Mapping[str, Any]) -> Criterion | None:
    """What counts as passed: the test's own threshold, or the value a program's stage asks for instead."""
    if test.criterion is None or test.slug not in stage:
        return test.criterion
    return Criterion(test.criterion.op, stage[test.slug])


def outcome(test: FunctionalTest, results: Mapping[str, Any], stage: Mapping[str, Any]) -> TestOutcome:
    """What the results of both sides say; ``stage`` maps a test to the value a stage asks for."""
    criterion = criterion_of(test, stage)
    passed = {side: _passed(criterion, results.get(side)) for side in test.sides}
    left, right = results.get("left"), results.get("right")
    if not is_number(test) or left is None or right is None:
        return TestOutcome(passed, None, None)
    percent = round(100 * left / right) if right and test.unit not in NO_RATIO else None
    return TestOutcome(passed, round(abs(left - right), 2), percent)


def _passed(criterion: Criterion | None, result: Any) -> bool | None:
    if criterion is None or result is None:
        return None
    return compared(criterion.op, result, criterion.value)
