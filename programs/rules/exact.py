"""Exact numbers: no clinical comparison goes through a float.

79.9 is below 80 and 100 x 2 / 3 is not 66.67. Numbers are kept as `Fraction`; what other code hands over
as float is taken for the decimal it is written as.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction

LARGEST_EXPONENT = 400  # beyond, a number is a mistake, and too long to calculate with


def exact(value: object) -> Fraction:
    """The number as it is written. Raises ValueError for what is no number, or none of a sensible size."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise ValueError("is not a number")
    if isinstance(value, int | Fraction):
        return Fraction(value)
    decimal = Decimal(repr(value)) if isinstance(value, float) else value
    if not decimal.is_finite() or abs(decimal.adjusted()) > LARGEST_EXPONENT:
        raise ValueError("is not a number of a sensible size")
    return Fraction(decimal)


def floor_tenth(value: Fraction) -> Fraction:
    """Rounded down to one decimal."""
    return Fraction(value.numerator * 10 // value.denominator, 10)


def as_stored(value: Number) -> int | str:
    """A JSON value that every reader gives back unchanged: a whole number, else "79.9", else "200/3"."""
    number = Fraction(value)
    if number.denominator == 1:
        return number.numerator
    places = _decimal_places(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    digits = f"{abs(number.numerator) * 10**places // number.denominator:0{places + 1}d}"
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _decimal_places(denominator: int) -> int | None:
    """How many decimals a fraction needs; None if it has no end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def as_json_number(value: Fraction) -> int | float:
    """For reading only: rounded to what a float can say."""
    return value.numerator if value.denominator == 1 else float(value)
