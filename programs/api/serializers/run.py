"""A run: what a client may say, and how it is answered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.fields import ChoiceOrNullField
from programs.models import Hills, Pace, Surface, Trend
from programs.queries.runs import earlier_runs
from programs.run_validators import CADENCE, FURTHEST_KM, LEVELS, LONGEST_MIN, MOST, NOTE_LENGTH, WORDS


def _whole(low: int, high: int) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=low, max_value=high, allow_null=True, required=False, default=None
    )


def _sign() -> serializers.BooleanField:
    return serializers.BooleanField(allow_null=True, required=False, default=None)


class RunValuesSerializer(serializers.Serializer[Any]):
    """How a run went. Null is "not said"; what is left out is null, also in a correction."""

    distance_km = serializers.DecimalField(
        max_digits=6, decimal_places=2, max_value=FURTHEST_KM, help_text="More than 0."
    )
    minutes = serializers.DecimalField(
        max_digits=6,
        decimal_places=1,
        max_value=LONGEST_MIN,
        allow_null=True,
        required=False,
        default=None,
        help_text="More than 0.",
    )
    level = _whole(*LEVELS)
    pain_start = _whole(0, MOST)
    pain_peak = _whole(0, MOST)
    pain_end = _whole(0, MOST)
    trend = ChoiceOrNullField(Trend.choices, required=False, default=None)
    stride_changed = _sign()
    sore_in_warmup = _sign()
    cadence = _whole(*CADENCE)
    surface = ChoiceOrNullField(Surface.choices, required=False, default=None)
    hills = ChoiceOrNullField(Hills.choices, required=False, default=None)
    pace = ChoiceOrNullField(Pace.choices, required=False, default=None)
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, required=False, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The database keeps a word that was not said as an empty text."""
        return attrs | {name: attrs[name] or "" for name in WORDS}


class RunInputSerializer(RunValuesSerializer):
    """One run of one day."""

    episode = serializers.UUIDField(
        allow_null=True,
        required=False,
        default=None,
        help_text="May be left out with one open episode.",
    )
    on = serializers.DateField(help_text="The day in the patient's own calendar.")


class EarlierRunSerializer(RunValuesSerializer):
    """What a run said from ``written_at`` until it was corrected."""

    written_at = serializers.DateTimeField(source="pgh_created_at")


class RunSerializer(RunValuesSerializer):
    """A run as it stands."""

    id = serializers.UUIDField(source="uuid")
    episode = serializers.UUIDField(source="episode.uuid")
    on = serializers.DateField()
    follow_up = serializers.SerializerMethodField(help_text="The question a day later.")
    logged_at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_follow_up(self, run: Any) -> Any:
        asked = getattr(run, "follow_up", None)
        return str(asked.uuid) if asked else None


class RunDetailSerializer(RunSerializer):
    """A run with the versions that corrections replaced, oldest first."""

    earlier = serializers.SerializerMethodField()

    @extend_schema_field(EarlierRunSerializer(many=True))
    def get_earlier(self, run: Any) -> Any:
        return EarlierRunSerializer(earlier_runs(run), many=True).data
