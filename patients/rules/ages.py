"""How old somebody is."""

from datetime import date

ADULT = 18
OLDEST = 120


def years_between(born: date, today: date) -> int:
    """Whole years of a life on a day; below zero for somebody who is not born yet."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
