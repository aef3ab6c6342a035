"""Phone numbers: typed as people type them, kept in one form, shown as the country writes them.

Kept is E.164 (``+4930901820``), with ``;ext=12`` behind it where there is an extension, so that ``tel:`` and
a text message can use it as it stands.
"""

from functools import cache
from importlib import resources

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumber, PhoneNumberFormat

EXTENSION = ";ext="


@cache
def region_of(zone: str) -> str | None:
    """The country in which a time zone lies, as two letters; None for UTC and for names of old."""
    return _regions().get(zone)


@cache
def _regions() -> dict[str, str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def read_phone(text: str, region: str | None) -> str:
    """The number in the form that is kept; empty stays empty. Raises ValidationError.

    ``region`` is where a number without a country code is from.
    """
    if not text.strip():
        return ""
    number = _parsed(text, region)
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(_problem(region), code="phone")
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept}{EXTENSION}{number.extension}" if number.extension else kept


def is_phone(text: str, region: str | None) -> bool:
    """Can this be read as a number?"""
    number = _parsed(text, region)
    return number is not None and phonenumbers.is_valid_number(number)


def show_phone(kept: str, region: str | None) -> str:
    """As it is written inside the region, else with its country code. What cannot be read stays as it is."""
    number = _parsed(kept, region)
    if number is None or not phonenumbers.is_valid_number(number):
        return kept
    is_near = phonenumbers.region_code_for_number(number) == region
    form = PhoneNumberFormat.NATIONAL if is_near else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _problem(region: str | None) -> str:
    """With an example of how such a number looks where the clinic is."""
    example = phonenumbers.example_number(region) if region else None
    if example is None:
        return str(_("Write the phone number with its country code, such as +44 20 7946 0018."))
    written = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
    problem = _("This is not a phone number. Write it like {here}, or with its country code like {abroad}.")
    return str(problem).format(here=written, abroad=abroad)
