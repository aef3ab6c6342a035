"""Who asks to be seen, and what has to be said so that the clinic can answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common import clock
from common.validators import time_zones
from patients.rules.ages import ADULT, OLDEST, years_between

LENGTHS = {"name": 120, "email": 254, "phone": 32, "guardian_name": 120, "message": 2000}


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who asks, and how to reach them. Under 18 a parent or guardian has to be named."""

    name: str
    email: str
    date_of_birth: date
    phone: str = ""
    time_zone: str = ""
    guardian_name: str = ""
    message: str = ""


def age_of(visitor: Visitor, zone: str) -> int:
    """Years on today's date in a zone."""
    return years_between(visitor.date_of_birth, clock.today_in(zone))


def problems_of(visitor: Visitor, age: int) -> Mapping[str, str]:
    """Field to what is wrong with it."""
    problems = {
        name: _("Keep it under %(limit)d characters.") % {"limit": limit}
        for name, limit in LENGTHS.items()
        if len(getattr(visitor, name)) > limit
    }
    if not visitor.name.strip():
        problems["name"] = _("Tell us your name.")
    if not _is_address(visitor.email):
        problems["email"] = _("Enter an e-mail address we can write to.")
    if visitor.time_zone and visitor.time_zone not in time_zones():
        problems["time_zone"] = _("This is not a time zone.")
    if not 0 <= age <= OLDEST:
        problems["date_of_birth"] = _("Look at the year again.")
    elif age < ADULT and not visitor.guardian_name.strip():
        problems["guardian_name"] = _("Under 18, a parent or guardian has to be named.")
    return problems


def _is_address(text: str) -> bool:
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True
