"""How the API reads and writes places on the waiting list and visits paid for ahead."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scheduling.api.serializers import NamedSerializer, WithSerializer
from scheduling.enums import CreditReason, WaitlistState
from scheduling.models import WaitlistEntry
from scheduling.services.packages import MOST, NOTE_LENGTH
from scheduling.services.waitlist import Times


class OfferSerializer(serializers.Serializer[Any]):
    """A time that is kept for whoever waits, until ``expires_at``."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    practitioner = WithSerializer()
    is_remote = serializers.BooleanField()
    expires_at = serializers.DateTimeField(source="hold_expires_at")


class WaitlistSerializer(serializers.Serializer[Any]):
    """A place on the list. ``offer``: what is offered now; ``appointment``: what came of it."""

    id = serializers.UUIDField(source="uuid")
    kind = NamedSerializer()
    practitioner = WithSerializer(allow_null=True)
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    earliest = serializers.TimeField(allow_null=True)
    latest = serializers.TimeField(allow_null=True)
    state = serializers.ChoiceField(choices=WaitlistState.choices)
    asked_at = serializers.DateTimeField()
    offer = serializers.SerializerMethodField()
    appointment = serializers.SerializerMethodField()

    @extend_schema_field(OfferSerializer(allow_null=True))
    def get_offer(self, entry: WaitlistEntry) -> dict[str, Any] | None:
        has_one = entry.state == WaitlistState.OFFERED and entry.offered
        return dict(OfferSerializer(entry.offered).data) if has_one else None

    def get_appointment(self, entry: WaitlistEntry) -> UUID | None:
        return entry.offered.uuid if entry.state == WaitlistState.BOOKED and entry.offered else None


class ClinicWaitlistSerializer(WaitlistSerializer):
    """A place on the list as the clinic sees it."""

    patient = NamedSerializer()


class WaitlistInputSerializer(serializers.Serializer[Any]):
    """For what somebody waits, and when they would come, on their own clock."""

    kind = serializers.UUIDField()
    practitioner = serializers.UUIDField(allow_null=True, default=None)
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    earliest = serializers.TimeField(allow_null=True, default=None)
    latest = serializers.TimeField(allow_null=True, default=None)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        said = super().to_internal_value(data)
        times = Times(*(said.pop(name) for name in Times._fields))
        return {**said, "times": times}


class ClinicWaitlistInputSerializer(WaitlistInputSerializer):
    """The same for a patient of the clinic."""

    patient = serializers.UUIDField()


class AcceptSerializer(serializers.Serializer[Any]):
    """``screening``: the short list, just answered."""

    screening = serializers.UUIDField()


class PackageSerializer(serializers.Serializer[Any]):
    """Visits paid for ahead, and what is ``left``; the last that it pays for is on ``expires_on``."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    name = serializers.CharField()
    kind = NamedSerializer(allow_null=True)
    price = serializers.CharField()
    bought_on = serializers.DateField()
    expires_on = serializers.DateField(allow_null=True)
    left = serializers.IntegerField()


class CreditEntrySerializer(serializers.Serializer[Any]):
    """One line of a ledger."""

    number = serializers.IntegerField()
    delta = serializers.IntegerField()
    balance = serializers.IntegerField()
    why = serializers.ChoiceField(choices=CreditReason.choices)
    appointment = serializers.UUIDField(source="appointment.uuid", allow_null=True, default=None)
    note = serializers.CharField()
    entered_at = serializers.DateTimeField()


class PackageInputSerializer(serializers.Serializer[Any]):
    """What was sold; without ``kind`` for any visit. The client's ``id`` again sells nothing more."""

    id = serializers.UUIDField(source="uuid", required=False)
    patient = serializers.UUIDField()
    name = serializers.CharField(max_length=80)
    visits = serializers.IntegerField(min_value=1, max_value=MOST)
    price = serializers.CharField(max_length=40, allow_blank=True, default="")
    kind = serializers.UUIDField(allow_null=True, default=None)
    expires_on = serializers.DateField(allow_null=True, default=None)


class CorrectionSerializer(serializers.Serializer[Any]):
    """A line that puts the ledger right. The client's ``id`` again is the same line."""

    id = serializers.UUIDField(source="uuid", required=False)
    delta = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    note = serializers.CharField(max_length=NOTE_LENGTH)


class PatientFilterSerializer(serializers.Serializer[Any]):
    """Whose packages; without, everybody's."""

    patient = serializers.UUIDField(required=False)
