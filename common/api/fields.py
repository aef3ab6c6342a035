"""Fields that the serializers of several apps share."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class ChoiceOrNullField(serializers.ChoiceField):
    """A choice that the database keeps as an empty text when there is none: the API says null."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices, **{"allow_null": True, **options})

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) or None


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$", "examples": ["17:00:00"]})
class WallClockField(serializers.TimeField):
    """What a clock on the wall shows. OpenAPI's own ``time`` would have an offset."""


class MomentField(serializers.DateTimeField):
    """A time with its offset. One without would be read on some clock, and nobody knows on whose."""

    default_error_messages = {
        "no_offset": _("Say in which time zone, for example 2026-12-01T09:00:00+01:00."),
        "no_moment": _("There is no such time."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("no_offset")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            self.fail("no_moment")
