"""Programs: what assigning takes, and how one is told, as a line of a list and week by week."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from patients.enums import Side
from programs.api.serializers.prescription import DoseChangesSerializer, PlannedSerializer
from programs.enums import Focus, ProgramStatus
from programs.models import Program
from programs.queries.weeks import LivedWeek, When, weeks_of


class OwnProgramSerializer(serializers.Serializer[Any]):
    """A program; ``ended_on`` is the first day on which nothing is due any more."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    side = serializers.ChoiceField(Side.choices)
    start_on = serializers.DateField()
    status = serializers.ChoiceField(ProgramStatus.choices)
    ended_on = serializers.DateField(allow_null=True)


class ProgramSerializer(OwnProgramSerializer):
    """A program with what it belongs to."""

    patient = serializers.UUIDField(source="patient.uuid")
    patient_name = serializers.CharField(source="patient.name")
    episode = serializers.UUIDField(source="episode.uuid")
    template = serializers.UUIDField(source="template.uuid")
    pack = serializers.CharField(source="pack.slug")
    pack_version = serializers.CharField(source="pack.label")
    assigned_at = serializers.DateTimeField()
    end_reason = serializers.CharField()


class StageSerializer(serializers.Serializer[Any]):
    """A block of program weeks with a focus."""

    slug = serializers.CharField()
    name = serializers.CharField()
    goal = serializers.CharField()
    emphasis = serializers.ListField(child=serializers.ChoiceField(Focus.choices))
    first_week = serializers.IntegerField()
    last_week = serializers.IntegerField()


class WeekSerializer(serializers.Serializer[Any]):
    """A week as it is lived. A held ``week`` comes twice; ``dates`` is empty while a pause hides them."""

    position = serializers.IntegerField()
    week = serializers.IntegerField()
    when = serializers.ChoiceField([(when.value, when.value) for when in When])
    dates = serializers.ListField(child=serializers.DateField())
    stage = serializers.SerializerMethodField()
    prescriptions = PlannedSerializer(many=True)

    def get_stage(self, week: LivedWeek) -> str:
        return week.stage.slug if week.stage else ""


class _Weeks(serializers.Serializer[Any]):
    stages = StageSerializer(many=True)
    weeks = serializers.SerializerMethodField()

    @extend_schema_field(WeekSerializer(many=True))
    def get_weeks(self, program: Program) -> Any:
        return WeekSerializer(weeks_of(program), many=True).data


class OwnProgramDetailSerializer(_Weeks, OwnProgramSerializer):
    """A program week by week."""


class PauseSerializer(serializers.Serializer[Any]):
    """Days on which it stood still; ``to_on`` is the first day it goes on, null while it still does."""

    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()


class ProgramDetailSerializer(_Weeks, ProgramSerializer):
    """A program week by week, with its pauses."""

    pauses = PauseSerializer(many=True)


class ProgramFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(ProgramStatus.choices, required=False)


class ItemChangeSerializer(serializers.Serializer[Any]):
    """The dose of one template item in one program week, where it differs."""

    item = serializers.UUIDField()
    week = serializers.IntegerField(min_value=1, max_value=26)
    dose = DoseChangesSerializer()


class AssignSerializer(serializers.Serializer[Any]):
    """A program to assign. With an ``id`` of your own, sending it again assigns nothing again."""

    id = serializers.UUIDField(required=False)
    episode = serializers.UUIDField()
    template = serializers.UUIDField()
    start_on = serializers.DateField()
    side = serializers.ChoiceField(Side.choices, required=False, help_text="By default the episode's.")
    changes = ItemChangeSerializer(many=True, required=False)
    left_out = serializers.ListField(
        child=serializers.UUIDField(), required=False, help_text="Template items this patient does not get."
    )
