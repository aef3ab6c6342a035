"""How the API reads and writes hours and time off."""

from typing import Any

from rest_framework import serializers

from common.api.fields import MomentField, WallClockField


class WhoseSerializer(serializers.Serializer[Any]):
    practitioner = serializers.UUIDField(required=False)


class HoursChangeSerializer(serializers.Serializer[Any]):
    """Wall times in the practitioner's zone; an end of 00:00 is the day's end."""

    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday.")
    start = WallClockField()
    end = WallClockField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, required=False, help_text="The last day.")
    location = serializers.UUIDField(
        allow_null=True, required=False, help_text="Null: only remote visits are booked into these hours."
    )


class HoursInputSerializer(HoursChangeSerializer):
    """Hours of every week."""

    practitioner = serializers.UUIDField()


class _StoredSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    practitioner = serializers.UUIDField(source="practitioner.uuid")
    time_zone = serializers.CharField(source="practitioner.time_zone")
    start = WallClockField(format="%H:%M")
    end = WallClockField(format="%H:%M")
    location = serializers.UUIDField(source="location.uuid", default=None, allow_null=True)


class HoursSerializer(_StoredSerializer):
    """Hours of every week, from their first day to their last."""

    weekday = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


class ExtraHoursInputSerializer(serializers.Serializer[Any]):
    """More hours on one day; they count on a holiday, too."""

    practitioner = serializers.UUIDField()
    on = serializers.DateField()
    start = WallClockField()
    end = WallClockField()
    location = serializers.UUIDField(allow_null=True, required=False)


class ExtraHoursSerializer(_StoredSerializer):
    """More hours on one day."""

    on = serializers.DateField()


class TimeOffChangeSerializer(serializers.Serializer[Any]):
    """From one moment until another; what is booked already stays booked."""

    starts_at = MomentField()
    ends_at = MomentField()
    reason = serializers.CharField(max_length=120, allow_blank=True, required=False, default="")


class TimeOffInputSerializer(TimeOffChangeSerializer):
    """Without a practitioner the whole clinic is away."""

    practitioner = serializers.UUIDField(allow_null=True, required=False, default=None)


class TimeOffSerializer(serializers.Serializer[Any]):
    """When somebody, or for null the whole clinic, cannot be booked."""

    id = serializers.UUIDField(source="uuid")
    practitioner = serializers.UUIDField(source="practitioner.uuid", default=None, allow_null=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    reason = serializers.CharField()
