"""A daily check: what a client may say, and how it is answered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.fields import ChoiceOrNullField
from patients.api.gate_serializers import OwnScreeningSerializer
from patients.enums import Outcome
from programs.check_validators import MOST, NOTE_LENGTH
from programs.models import Swelling
from programs.queries.daily_checks import earlier_checks


def _rating() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=MOST, allow_null=True, required=False, default=None
    )


def _sign() -> serializers.BooleanField:
    return serializers.BooleanField(allow_null=True, required=False, default=None)


class CheckValuesSerializer(serializers.Serializer[Any]):
    """How the knee is. Null is "not said"; what is left out is null, also in a correction."""

    pain_worst = _rating()
    pain_usual = _rating()
    pain_morning = _rating()
    swelling = ChoiceOrNullField(Swelling.choices, required=False, default=None)
    giving_way = _sign()
    catching = _sign()
    locking = _sign()
    limp = _sign()
    sleep = _rating()
    stress = _rating()
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, required=False, default="")

    def validate_swelling(self, value: str | None) -> str:
        return value or ""


class CheckInputSerializer(CheckValuesSerializer):
    """One day of one episode, with the short red-flag list that belongs to it."""

    episode = serializers.UUIDField()
    on = serializers.DateField(help_text="Today or yesterday in the patient's own calendar.")
    answers = serializers.DictField(
        child=serializers.BooleanField(allow_null=True),
        help_text="The daily questions of /me/screening/?scope=daily: an id to yes or no.",
    )


class EarlierCheckSerializer(CheckValuesSerializer):
    """What a check said from ``written_at`` until it was corrected."""

    written_at = serializers.DateTimeField(source="pgh_created_at")


class CheckSerializer(CheckValuesSerializer):
    """A check as it stands; ``outcome`` is what its red-flag answers came to."""

    id = serializers.UUIDField(source="uuid")
    episode = serializers.UUIDField(source="episode.uuid")
    on = serializers.DateField()
    outcome = serializers.ChoiceField(Outcome.choices, source="screening.outcome")
    given_at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True)


class CheckDetailSerializer(CheckSerializer):
    """A check with its screening, and with the versions that corrections replaced, oldest first."""

    screening = OwnScreeningSerializer()
    earlier = serializers.SerializerMethodField()

    @extend_schema_field(EarlierCheckSerializer(many=True))
    def get_earlier(self, check: Any) -> Any:
        return EarlierCheckSerializer(earlier_checks(check), many=True).data
