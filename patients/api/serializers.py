"""How the API reads and writes people, their episodes and their wishes."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from common.api.fields import ChoiceOrNullField, WallClockField
from common.validators import validate_time_zone
from patients.enums import EpisodeStatus, ReferralSource, Relation, Side


class ProfileSerializer(serializers.Serializer[Any]):
    """What patients may change about themselves. Send the fields that change."""

    name = serializers.CharField(max_length=120)
    phone = serializers.CharField(max_length=32, allow_blank=True, required=False)
    time_zone = serializers.CharField(max_length=64, required=False, validators=[validate_time_zone])
    language = serializers.ChoiceField(settings.LANGUAGES, required=False)
    emergency_name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    emergency_phone = serializers.CharField(max_length=32, allow_blank=True, required=False)
    emergency_relation = serializers.ChoiceField(Relation.choices, allow_blank=True, required=False)
    shows_weight = serializers.BooleanField(required=False)


class ClinicSerializer(serializers.Serializer[Any]):
    """Whom a patient can call."""

    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    emergency_number = serializers.CharField()


class PersonSerializer(serializers.Serializer[Any]):
    """What the patient and the staff read alike. Phones are E.164, with ``;ext=`` before an extension."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    time_zone = serializers.CharField()
    language = serializers.CharField()
    emergency_name = serializers.CharField()
    emergency_phone = serializers.CharField()
    emergency_relation = ChoiceOrNullField(Relation.choices)
    shows_weight = serializers.BooleanField()


class PhysioSerializer(serializers.Serializer[Any]):
    """Somebody of the staff who is in charge of a patient."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class MeSerializer(PersonSerializer):
    """The signed-in patient. The e-mail address is the clinic's record: ask there to change it."""

    primary_physio = PhysioSerializer(allow_null=True)
    clinic = ClinicSerializer()


class PreferencesSerializer(serializers.Serializer[Any]):
    """When to remind, in the patient's own wall-clock time. Equal ends mean no quiet hours."""

    reminders = serializers.BooleanField()
    remind_at = WallClockField()
    quiet_from = WallClockField()
    quiet_to = WallClockField()


class PatientInputSerializer(ProfileSerializer):
    """A patient's details. Time zone and language are the clinic's unless they are said."""

    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    date_of_birth = serializers.DateField(allow_null=True, required=False)
    referral_source = serializers.ChoiceField(ReferralSource.choices, allow_blank=True, required=False)
    referral_note = serializers.CharField(
        max_length=240,
        allow_blank=True,
        required=False,
        help_text="Only those who may write in the record set it.",
    )
    confirm_new = serializers.BooleanField(
        required=False,
        help_text="It is nobody who is registered already; without it 409 `possible_duplicate` names them.",
    )
    primary_physio = serializers.UUIDField(
        allow_null=True,
        required=False,
        help_text="Who is in charge: a member of the clinic's clinical staff.",
    )


class PatientSerializer(PersonSerializer):
    """A patient of the clinic; ``signs_in`` says whether they have an account yet."""

    referral_source = ChoiceOrNullField(ReferralSource.choices)
    primary_physio = PhysioSerializer(allow_null=True)
    signs_in = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_signs_in(self, patient: Any) -> bool:
        return patient.user_id is not None


class PatientDetailSerializer(PatientSerializer):
    """One patient, with what only those who read the record see: null for everybody else."""

    referral_note = serializers.SerializerMethodField()

    def get_referral_note(self, patient: Any) -> str | None:
        return str(patient.referral_note) if self.context.get("sees_record") else None


class PatientFilterSerializer(serializers.Serializer[Any]):
    search = serializers.CharField(
        max_length=120,
        required=False,
        allow_blank=True,
        default="",
        help_text="Words of the name, e-mail or phone.",
    )


class InvitationSerializer(serializers.Serializer[Any]):
    """An invitation on its way by mail. The link itself goes to the patient and to nobody else."""

    id = serializers.UUIDField(source="uuid")
    expires_at = serializers.DateTimeField()


class EpisodeInputSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    condition = serializers.SlugField(max_length=60)
    side = serializers.ChoiceField(Side.choices)
    onset_on = serializers.DateField(allow_null=True, required=False)
    goal = serializers.CharField(max_length=240, allow_blank=True, required=False)


class EpisodeSerializer(serializers.Serializer[Any]):
    """One episode of care; ``close_reason`` is empty while it is open."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    condition = serializers.CharField()
    side = serializers.ChoiceField(Side.choices)
    onset_on = serializers.DateField(allow_null=True)
    goal = serializers.CharField()
    status = serializers.ChoiceField(EpisodeStatus.choices)
    opened_at = serializers.DateTimeField(source="created_at")
    closed_at = serializers.DateTimeField(allow_null=True)
    close_reason = serializers.CharField()


class EpisodeFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(EpisodeStatus.choices, required=False)
