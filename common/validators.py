"""Checks that models, forms and serializers share."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def time_zones() -> frozenset[str]:
    """The IANA names this machine knows, without the ones that are not places."""
    return frozenset(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


def validate_time_zone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Choose one such as Europe/London."),
            code="time_zone",
            params={"value": value},
        )
