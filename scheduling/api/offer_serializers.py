"""How the API reads and writes what can be booked: locations, kinds, practitioners, the clinic's rules."""

from typing import Any

from rest_framework import serializers

from scheduling.enums import BookableBy, Color, RoomProvider
from scheduling.validators import DAILY_BOUNDS, KIND_BOUNDS, POLICY_BOUNDS


def _number(bounds: tuple[int, int], **said: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=bounds[0], max_value=bounds[1], **said)


class LocationInputSerializer(serializers.Serializer[Any]):
    """A place where patients are seen."""

    name = serializers.CharField(max_length=80)
    address = serializers.CharField(max_length=240, allow_blank=True, required=False)
    time_zone = serializers.CharField(max_length=64, required=False, help_text="Else the clinic's.")
    is_active = serializers.BooleanField(required=False)


class LocationSerializer(serializers.Serializer[Any]):
    """A place where patients are seen. Not in use, its hours are for remote visits only."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    address = serializers.CharField()
    time_zone = serializers.CharField()
    is_active = serializers.BooleanField()


class KindInputSerializer(serializers.Serializer[Any]):
    """Something that can be booked. Buffers are minutes that nobody else gets; those of two visits add up."""

    name = serializers.CharField(max_length=80)
    minutes = _number(KIND_BOUNDS["minutes"])
    is_remote = serializers.BooleanField(required=False)
    buffer_before = _number(KIND_BOUNDS["buffer_before"], required=False)
    buffer_after = _number(KIND_BOUNDS["buffer_after"], required=False)
    price = serializers.CharField(max_length=40, allow_blank=True, required=False)
    who_may_book = serializers.ChoiceField(BookableBy.choices, required=False)
    for_new_patients = serializers.BooleanField(required=False)
    color = serializers.ChoiceField(Color.choices, required=False)
    is_active = serializers.BooleanField(required=False)
    position = serializers.IntegerField(min_value=0, max_value=1000, required=False)


class KindSerializer(serializers.Serializer[Any]):
    """Something that can be booked; by patients ``directly`` or ``on_request``."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    minutes = serializers.IntegerField()
    is_remote = serializers.BooleanField()
    price = serializers.CharField()
    who_may_book = serializers.ChoiceField(BookableBy.choices)
    buffer_before = serializers.IntegerField()
    buffer_after = serializers.IntegerField()
    for_new_patients = serializers.BooleanField()
    color = serializers.ChoiceField(Color.choices)
    is_active = serializers.BooleanField()
    position = serializers.IntegerField()


class RowsField(serializers.ListField):
    """The UUIDs of related rows."""

    child = serializers.UUIDField()

    def to_representation(self, rows: Any) -> list[Any]:
        return super().to_representation([row.uuid for row in rows.all()])


class PractitionerInputSerializer(serializers.Serializer[Any]):
    """How somebody is booked."""

    time_zone = serializers.CharField(max_length=64, required=False, help_text="In which their hours are.")
    daily_limit = _number(DAILY_BOUNDS["daily_limit"], required=False, allow_null=True)
    is_bookable = serializers.BooleanField(required=False, help_text="By patients.")
    title = serializers.CharField(max_length=120, allow_blank=True, required=False)
    bio = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    kinds = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=200)


class NewPractitionerSerializer(PractitionerInputSerializer):
    """Somebody of the staff who can be booked from now on."""

    member = serializers.UUIDField(help_text="The membership.")


class PractitionerSerializer(serializers.Serializer[Any]):
    """Somebody who can be booked for some kinds; not ``is_bookable``, only by staff."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="user.name")
    title = serializers.CharField()
    bio = serializers.CharField()
    kinds = RowsField()
    time_zone = serializers.CharField()
    daily_limit = serializers.IntegerField(allow_null=True)
    is_bookable = serializers.BooleanField()


class PolicySerializer(serializers.Serializer[Any]):
    """The clinic's rules of booking; what is left out of a change stays."""

    notice_minutes = _number(POLICY_BOUNDS["notice_minutes"])
    horizon_days = _number(POLICY_BOUNDS["horizon_days"])
    granularity_minutes = _number(POLICY_BOUNDS["granularity_minutes"])
    cutoff_hours = _number(POLICY_BOUNDS["cutoff_hours"])
    hold_minutes = _number(POLICY_BOUNDS["hold_minutes"])
    grace_minutes = _number(POLICY_BOUNDS["grace_minutes"])
    offer_minutes = _number(POLICY_BOUNDS["offer_minutes"])
    holiday_country = serializers.CharField(max_length=2, allow_blank=True, help_text="Two letters.")
    holiday_region = serializers.CharField(max_length=30, allow_blank=True)
    room_provider = serializers.ChoiceField(RoomProvider.choices)
    jitsi_url = serializers.CharField(max_length=200, allow_blank=True)


class HolidaySerializer(serializers.Serializer[Any]):
    """A public holiday: nobody is booked into weekly hours unless the clinic works on it."""

    on = serializers.DateField()
    name = serializers.CharField()
    works = serializers.BooleanField()


class WorksSerializer(serializers.Serializer[Any]):
    """Of one public holiday."""

    on = serializers.DateField()
    works = serializers.BooleanField(help_text="Whether the clinic works on this holiday.")


class YearSerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField(
        min_value=2000, max_value=2100, required=False, help_text="Else this one."
    )
