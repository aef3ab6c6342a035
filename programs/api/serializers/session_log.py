"""A session log: what a client may say, and how it is answered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.fields import ChoiceOrNullField
from programs.enums import LogSide, LogState, SkipReason
from programs.queries.session_logs import earlier_versions
from programs.validators import AMOUNTS, NOTE_LENGTH


def _amount(name: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=AMOUNTS[name], allow_null=True, required=False, default=None
    )


class LogInputSerializer(serializers.Serializer[Any]):
    """One exercise, one side, one day. Null is "not said"; what is left out is null, also in a correction."""

    prescription = serializers.UUIDField()
    side = serializers.ChoiceField(LogSide.choices)
    on = serializers.DateField(help_text="The day in the patient's own calendar.")
    state = serializers.ChoiceField(LogState.choices)
    skip_reason = serializers.ChoiceField(
        SkipReason.choices, allow_null=True, required=False, default=None, help_text="Only when skipped."
    )
    sets_done = _amount("sets_done")
    reps = _amount("reps")
    seconds = _amount("seconds")
    pain = _amount("pain")
    effort = _amount("effort")
    rir = _amount("rir")
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, required=False, default="")

    def validate_skip_reason(self, value: str | None) -> str:
        return value or ""


class LogVersionSerializer(serializers.Serializer[Any]):
    """What a log says."""

    state = serializers.ChoiceField(LogState.choices)
    skip_reason = ChoiceOrNullField(SkipReason.choices)
    sets_done = serializers.IntegerField(allow_null=True)
    reps = serializers.IntegerField(allow_null=True)
    seconds = serializers.IntegerField(allow_null=True)
    pain = serializers.IntegerField(allow_null=True)
    effort = serializers.IntegerField(allow_null=True)
    rir = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class EarlierVersionSerializer(LogVersionSerializer):
    """What a log said from ``written_at`` until it was corrected."""

    written_at = serializers.DateTimeField(source="pgh_created_at")


class LogSerializer(LogVersionSerializer):
    """A log as it stands."""

    id = serializers.UUIDField(source="uuid")
    program = serializers.UUIDField(source="program.uuid")
    prescription = serializers.UUIDField(source="prescription.uuid")
    exercise = serializers.UUIDField(source="prescription.exercise.uuid")
    name = serializers.CharField(source="prescription.exercise.name")
    side = serializers.ChoiceField(LogSide.choices)
    on = serializers.DateField()
    logged_at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True)


class LogDetailSerializer(LogSerializer):
    """A log with the versions that corrections replaced, oldest first."""

    earlier = serializers.SerializerMethodField()

    @extend_schema_field(EarlierVersionSerializer(many=True))
    def get_earlier(self, log: Any) -> Any:
        return EarlierVersionSerializer(earlier_versions(log), many=True).data
