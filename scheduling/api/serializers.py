"""How the API reads and writes visits: for their patients, for the clinic, and for a front desk that sees
names and times and nothing clinical."""

from datetime import datetime, timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.schema import ErrorSerializer
from scheduling.api.moments import StartSerializer
from scheduling.enums import OPEN, SHOWN, AppointmentStatus, BookableBy, Source
from scheduling.models import Appointment, Policy
from scheduling.services.booking import NOTE_LENGTH
from scheduling.services.changing import REASON_LENGTH

# What anybody is told of; holds and offers pass, and are nobody's visit.
STATUSES = [(status.value, status.label) for status in SHOWN]


class SlotTimeSerializer(serializers.Serializer[Any]):
    """A free start."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class TakenSerializer(ErrorSerializer):
    """A refusal that may know a way on: with ``slot_taken`` come the next free times."""

    slots = SlotTimeSerializer(many=True, required=False)


class NamedSerializer(serializers.Serializer[Any]):
    """Somebody or something a visit names."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class WithSerializer(serializers.Serializer[Any]):
    """Whom a visit is with."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="user.name")
    title = serializers.CharField()


class PersonToBookSerializer(WithSerializer):
    """Somebody who can be booked, with what they say of themselves."""

    bio = serializers.CharField()


class KindToBookSerializer(NamedSerializer):
    """What a patient can book (``directly``) or ask for (``on_request``), and with whom."""

    minutes = serializers.IntegerField()
    is_remote = serializers.BooleanField()
    price = serializers.CharField()
    who_may_book = serializers.ChoiceField(BookableBy.choices)
    practitioners = PersonToBookSerializer(many=True, source="people")


class PlaceSerializer(NamedSerializer):
    """Where patients are seen."""

    address = serializers.CharField()


class HoldInputSerializer(StartSerializer):
    """A time to be kept; without ``practitioner`` with anybody who is free then."""

    kind = serializers.UUIDField()
    practitioner = serializers.UUIDField(allow_null=True, default=None)


class HoldSerializer(serializers.Serializer[Any]):
    """A time that is kept until ``expires_at``; put it again to keep it a little longer."""

    id = serializers.UUIDField(source="uuid")
    kind = serializers.UUIDField(source="kind.uuid")
    practitioner = WithSerializer()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(source="hold_expires_at")


class BookingInputSerializer(HoldInputSerializer):
    """``id``, made by the client: a hold's or a new one. ``screening``: the short list, just answered."""

    id = serializers.UUIDField()
    screening = serializers.UUIDField()
    episode = serializers.UUIDField(allow_null=True, default=None)
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, default="")


class StaffBookingInputSerializer(StartSerializer):
    """``id`` is made by the client. ``overbook_reason`` books all the same what is taken or outside hours."""

    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    kind = serializers.UUIDField()
    practitioner = serializers.UUIDField()
    episode = serializers.UUIDField(allow_null=True, default=None)
    location = serializers.UUIDField(allow_null=True, default=None)
    overbook_reason = serializers.CharField(max_length=REASON_LENGTH, allow_blank=True, default="")


class MoveSerializer(StartSerializer):
    """The new time; without ``practitioner`` with the same one."""

    practitioner = serializers.UUIDField(allow_null=True, default=None)


class StaffMoveSerializer(MoveSerializer):
    overbook_reason = serializers.CharField(max_length=REASON_LENGTH, allow_blank=True, default="")


class CancelSerializer(serializers.Serializer[Any]):
    """Why, if somebody wants to say."""

    reason = serializers.CharField(max_length=REASON_LENGTH, allow_blank=True, default="")


class StaffCancelSerializer(CancelSerializer):
    """``late`` keeps a visit of a package from being given back; what the clinic cancels usually is."""

    late = serializers.BooleanField(default=False)


class VisitSerializer(serializers.Serializer[Any]):
    """What every reader of a visit reads."""

    id = serializers.UUIDField(source="uuid")
    kind = NamedSerializer()
    practitioner = WithSerializer()
    location = PlaceSerializer(allow_null=True)
    is_remote = serializers.BooleanField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(STATUSES)
    price = serializers.CharField()
    booked_at = serializers.DateTimeField()
    cancelled_at = serializers.DateTimeField(allow_null=True)
    cancel_reason = serializers.CharField(allow_null=True)
    note = serializers.CharField(source="patient_note", allow_null=True)
    episode = serializers.UUIDField(source="episode.uuid", allow_null=True, default=None)


class OwnAppointmentSerializer(VisitSerializer):
    """A visit as its patient reads it. Until ``change_until`` they move and cancel it themselves."""

    change_until = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_change_until(self, visit: Appointment) -> datetime | None:
        if visit.status not in OPEN:
            return None
        if visit.status == AppointmentStatus.REQUESTED:
            return visit.starts_at
        policy = getattr(visit.clinic, "booking_policy", None) or Policy(clinic=visit.clinic)
        return visit.starts_at - timedelta(hours=policy.cutoff_hours)


class AppointmentSerializer(VisitSerializer):
    """A visit as the clinic reads it. Note, episode and reason are null for who may see nothing clinical."""

    patient = NamedSerializer()
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    is_overbooked = serializers.BooleanField()
    overbook_reason = serializers.CharField()
    is_late = serializers.BooleanField()
    series = serializers.UUIDField(source="series.uuid", allow_null=True, default=None)
    visit_started_at = serializers.DateTimeField(allow_null=True)
    visit_ended_at = serializers.DateTimeField(allow_null=True)


class FrontDeskAppointmentSerializer(AppointmentSerializer):
    """Names and times. What a patient writes, also on cancelling, may be clinical."""

    def to_representation(self, instance: Appointment) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return shown | dict.fromkeys(("note", "episode", "cancel_reason"))


# "from" is a word of the language, so it cannot be written as an attribute.
WhenFilterSerializer: type[serializers.Serializer[Any]] = type(
    "WhenFilterSerializer",
    (serializers.Serializer,),
    {
        "from": serializers.DateTimeField(required=False, help_text="Visits that begin then or later."),
        "to": serializers.DateTimeField(required=False, help_text="Visits that begin before then."),
        "status": serializers.ChoiceField(STATUSES, required=False),
    },
)


class AppointmentFilterSerializer(WhenFilterSerializer):  # type: ignore[valid-type,misc]
    practitioner = serializers.UUIDField(required=False)
    patient = serializers.UUIDField(required=False)
