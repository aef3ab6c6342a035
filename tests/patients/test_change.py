"""Whether a change matters, and that the unknown is never called good."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.change import Verdict, change, change_of
from patients.rules.definition import Better
from tests.patients.measures import definition, numbers

VALUES = st.decimals(-100, 100, places=2)


@pytest.mark.parametrize(
    ("before", "now", "better", "verdict"),
    [
        ("6", "4", Better.LOWER, Verdict.BETTER),
        ("6", "4.1", Better.LOWER, Verdict.SAME),
        ("4", "6", Better.LOWER, Verdict.WORSE),
        ("4", "6", Better.HIGHER, Verdict.BETTER),
        ("4", "4", Better.HIGHER, Verdict.SAME),
    ],
)
def test_as_much_as_the_important_change_counts(before, now, better, verdict):
    assert change(Decimal(before), Decimal(now), better=better, important=Decimal(2)).verdict == verdict


@given(st.none() | VALUES, st.none() | VALUES, st.none() | VALUES.map(abs))
def test_what_is_not_known_is_unknown(before, now, important):
    found = change(before, now, better=Better.LOWER, important=important)

    assert (found.verdict == Verdict.UNKNOWN) == (None in (before, now, important))


@given(VALUES, VALUES, VALUES.map(abs))
def test_looking_back_turns_better_into_worse(before, now, important):
    there = change(before, now, better=Better.HIGHER, important=important)
    back = change(now, before, better=Better.HIGHER, important=important)

    assert (there.gained or 0) + (back.gained or 0) == 0


def test_a_measure_that_asks_for_the_change_is_compared_with_no_change():
    measure = definition(numbers("change", low=-3, high=3), method="single", success_if_gte=2)
    measure = type(measure).from_content(
        {
            "items": numbers("change", low=-3, high=3),
            "scoring": {"method": "single", "better": "higher", "success_if_gte": 2},
            "important_change": {"value": 2},
        }
    )

    assert change_of(measure, Decimal(3), Decimal(2)).verdict == Verdict.BETTER
    assert change_of(measure, Decimal(-3), Decimal(1)).verdict == Verdict.SAME
