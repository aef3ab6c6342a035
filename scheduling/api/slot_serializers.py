"""How free slots are asked for, and how they are answered: on the viewer's clock, whose zone is named."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common import clock
from common.api.fields import MomentField
from common.validators import time_zones
from scheduling.queries.slots import Offered
from scheduling.validators import check_look, refused

LOOK_AHEAD = timedelta(days=7)
DAY = timedelta(days=1)
# Days at the ends of the calendar have no midnight in every zone.
NEAR, FAR = (datetime(year, 1, 1, tzinfo=UTC) for year in (2, 9999))


@extend_schema_field(OpenApiTypes.STR)
class DayOrMomentField(serializers.Field[Any, Any, Any, Any]):
    """A day, in the viewer's zone, or a moment with its offset."""

    default_error_messages = {"neither": _("Say a day, as 2026-12-01, or a time with its offset.")}

    def to_internal_value(self, data: Any) -> date | datetime:
        try:
            return (
                date.fromisoformat(str(data)) if len(str(data)) == len("2026-12-01") else self._moment(data)
            )
        except ValueError:
            self.fail("neither")

    def _moment(self, data: Any) -> datetime:
        found: datetime = MomentField().run_validation(data)
        return found


class SlotFilterSerializer(serializers.Serializer[Any]):
    """Which slots: from now and for a week, unless it is said; days are whole days of ``time_zone``."""

    kind = serializers.UUIDField()
    to = DayOrMomentField(required=False, help_text="A day is part of it.")
    practitioner = serializers.UUIDField(required=False, help_text="Else everybody who offers the kind.")
    time_zone = serializers.CharField(max_length=64, required=False, help_text="Else the viewer's own.")

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python's own."""
        return {
            **super().get_fields(),
            "from": DayOrMomentField(required=False, help_text="A day, or a moment with its offset."),
        }

    def validate_time_zone(self, value: str) -> str:
        """Raises InvalidInput ``unknown_zone``."""
        if value not in time_zones():
            raise refused("unknown_zone", "time_zone", _("This is no time zone. One is Europe/London."))
        return value


class StaffSlotFilterSerializer(SlotFilterSerializer):
    """Inside the notice and beyond the horizon, too."""

    patient = serializers.UUIDField(required=False, help_text="Whose own visits are in the way.")


class OfferedSerializer(serializers.Serializer[Any]):
    """With whom, and where; null is remote."""

    practitioner = serializers.UUIDField()
    location = serializers.UUIDField(allow_null=True)


class SlotSerializer(serializers.Serializer[Any]):
    """A start, and everybody who is free then."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    free = OfferedSerializer(many=True)


class SlotsSerializer(serializers.Serializer[Any]):
    """What is free, by start. The times are on the clock of ``time_zone``."""

    time_zone = serializers.CharField()
    slots = SlotSerializer(many=True)


def window_of(asked: dict[str, Any], zone: str) -> tuple[datetime, datetime]:
    """From when until when was asked. Raises InvalidInput for a window that is back to front or too long."""
    now = clock.now()
    from_at = _begin(asked.get("from", now), zone)
    last = asked.get("to")
    until_at = _end(last, zone) if last is not None else min(from_at, FAR) + LOOK_AHEAD
    check_look(from_at, until_at)
    return from_at, until_at


def slots_json(offered: Iterable[Offered], zone: str) -> dict[str, Any]:
    """Made by hand: a month of a clinic is thousands of slots."""
    place = clock.zone(zone)
    return {
        "time_zone": zone,
        "slots": [
            {
                "starts_at": one.starts_at.astimezone(place),
                "ends_at": one.ends_at.astimezone(place),
                "free": [{"practitioner": who, "location": where} for who, where in one.free],
            }
            for one in offered
        ],
    }


def _begin(said: date | datetime, zone: str) -> datetime:
    return said if isinstance(said, datetime) else clock.moment(zone, _sensible(said), clock.MIDNIGHT)


def _end(said: date | datetime, zone: str) -> datetime:
    return said if isinstance(said, datetime) else clock.moment(zone, _sensible(said) + DAY, clock.MIDNIGHT)


def _sensible(on: date) -> date:
    return min(max(on, NEAR.date()), FAR.date())
