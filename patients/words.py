"""How the record's numbers are said to people."""

from decimal import Decimal

from django.utils.formats import number_format


def number_words(value: Decimal) -> str:
    """As many decimals as are needed, in the reader's own way of writing them."""
    _whole, _point, decimals = f"{value:f}".partition(".")
    return str(number_format(value, len(decimals.rstrip("0"))))
