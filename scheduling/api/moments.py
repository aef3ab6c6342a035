"""How a time comes in: as a moment, or as what clocks show somewhere with the zone named beside it."""

from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from rest_framework import serializers

from common import clock
from common.errors import InvalidInput
from common.validators import time_zones


class StartField(serializers.DateTimeField):
    """Keeps a time without an offset as it is: ``StartSerializer`` reads it in the zone that is named."""

    def enforce_timezone(self, value: datetime) -> datetime:
        return super().enforce_timezone(value) if is_aware(value) else value


class StartSerializer(serializers.Serializer[Any]):
    """``starts_at`` with an offset is a moment; without one it is what clocks in ``time_zone`` show."""

    starts_at = StartField(help_text="With an offset, or without one and with `time_zone` beside it.")
    time_zone = serializers.CharField(
        max_length=64, required=False, help_text="An IANA name, for a `starts_at` without an offset."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """Raises InvalidInput: ``unknown_zone``, and ``dst_gap`` for what no clock there ever shows."""
        zone, at = data.pop("time_zone", None), data["starts_at"]
        if zone is not None:
            data["starts_at"] = _moment(zone, at)
        return data


def _moment(zone: str, at: datetime) -> datetime:
    if zone not in time_zones():
        raise _refused("unknown_zone", "time_zone", _("This is no time zone. One is Europe/London."))
    if is_aware(at):
        raise _refused("invalid", "time_zone", _("The time has an offset already; leave one of the two out."))
    if at.year in {MINYEAR, MAXYEAR}:
        raise _refused("invalid", "starts_at", _("No visit can be at this time."))
    if clock.is_skipped(zone, at.date(), at.time()):
        raise _refused(
            "dst_gap", "starts_at", _("Clocks jump over this time on that day. Choose another one.")
        )
    return clock.moment(zone, at.date(), at.time())


def _refused(code: str, field: str, words: str) -> InvalidInput:
    return InvalidInput(words, code=code, fields={field: words})
