"""Numbers stay what they were written as."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.exact import as_stored, exact, floor_tenth


@pytest.mark.parametrize("written", [79.9, Decimal("79.9"), Fraction(799, 10)])
def test_a_decimal_is_taken_as_it_is_written(written):
    assert exact(written) == Fraction(799, 10)


@pytest.mark.parametrize(
    "value", [True, "1", None, float("nan"), float("inf"), Decimal("1e401"), Decimal("1e-401")]
)
def test_what_is_no_sensible_number_is_refused(value):
    with pytest.raises(ValueError, match="is not a number"):
        exact(value)


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        (2, 2),
        (Fraction(4, 2), 2),
        (Fraction(799, 10), "79.9"),
        (Fraction(200, 3), "200/3"),
        (Fraction(-1, 20), "-0.05"),
    ],
)
def test_what_is_stored_reads_well(number, stored):
    assert as_stored(number) == stored


@given(st.fractions())
def test_what_is_stored_is_the_same_number_again(number):
    assert Fraction(as_stored(number)) == number


@given(st.fractions(min_value=0, max_value=10_000))
def test_rounding_down_never_rounds_up(number):
    rounded = floor_tenth(number)
    assert rounded <= number < rounded + Fraction(1, 10)
    assert (rounded * 10).denominator == 1
