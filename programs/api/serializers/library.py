"""The library: exercises, and templates with their whole plan."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from patients.enums import Side
from programs.api.serializers.prescription import ExerciseNameSerializer
from programs.api.serializers.program import StageSerializer
from programs.api.serializers.today import DoseSerializer
from programs.enums import Focus, Mode, SideRule
from programs.queries.template import PlannedItem


class ExerciseSerializer(ExerciseNameSerializer):
    """A library entry. ``easier`` and ``harder`` are its neighbours' ids."""

    mode = serializers.ChoiceField(Mode.choices)
    side = serializers.ChoiceField(SideRule.choices)
    position = serializers.CharField()
    equipment = serializers.ListField(child=serializers.CharField())
    knee_load = serializers.CharField()
    cue = serializers.CharField()
    purpose = serializers.CharField()
    instructions = serializers.ListField(child=serializers.CharField())
    errors = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    cautions = serializers.ListField(child=serializers.CharField())
    avoid_if = serializers.ListField(child=serializers.CharField())
    tags = serializers.ListField(child=serializers.CharField(), help_text="Where it comes from.")
    default_dose = DoseSerializer()
    easier = serializers.UUIDField(source="easier.uuid", allow_null=True, default=None)
    harder = serializers.UUIDField(source="harder.uuid", allow_null=True, default=None)


class ExerciseFilterSerializer(serializers.Serializer[Any]):
    focus = serializers.ChoiceField(Focus.choices, required=False)
    equipment = serializers.CharField(max_length=60, required=False, help_text="A code, as in the list.")
    search = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="Words of the name."
    )


class TemplateSerializer(serializers.Serializer[Any]):
    """A plan that is offered: for whom, and for how many weeks."""

    id = serializers.UUIDField(source="uuid")
    slug = serializers.CharField()
    name = serializers.CharField()
    weeks = serializers.IntegerField()
    condition = serializers.CharField(source="pack.condition")
    pack = serializers.CharField(source="pack.slug")
    pack_version = serializers.CharField(source="pack.label")
    review_status = serializers.CharField(source="pack.status")
    suits = serializers.ListField(child=serializers.CharField())
    not_for = serializers.ListField(child=serializers.CharField())
    tags = serializers.ListField(child=serializers.CharField())


class TemplateItemSerializer(serializers.Serializer[Any]):
    """One exercise of a stage; ``doses`` has one for each program week of the stage."""

    id = serializers.UUIDField(source="uuid")
    stage = serializers.CharField(source="stage.slug")
    exercise = ExerciseNameSerializer()
    position = serializers.IntegerField()
    is_core = serializers.BooleanField()
    days = serializers.ListField(child=serializers.IntegerField())
    side = serializers.ChoiceField(SideRule.choices)
    doses = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(child=DoseSerializer()))
    def get_doses(self, item: PlannedItem) -> dict[str, Any]:
        return {str(week): dose.as_dict() for week, dose in item.doses.items()}


class TemplateDetailSerializer(TemplateSerializer):
    """A template with its whole plan, and for each week the minutes of its seven days; 0 is a rest day.

    The context holds the ``plan`` and the ``minutes``."""

    stages = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()
    minutes = serializers.SerializerMethodField()

    @extend_schema_field(StageSerializer(many=True))
    def get_stages(self, _template: Any) -> Any:
        return StageSerializer(self.context["plan"].stages, many=True).data

    @extend_schema_field(TemplateItemSerializer(many=True))
    def get_items(self, _template: Any) -> Any:
        return TemplateItemSerializer(self.context["plan"].items, many=True).data

    @extend_schema_field(serializers.DictField(child=serializers.ListField(child=serializers.IntegerField())))
    def get_minutes(self, _template: Any) -> dict[str, list[int]]:
        return {str(week): days for week, days in self.context["minutes"].items()}


class TemplateSideSerializer(serializers.Serializer[Any]):
    side = serializers.ChoiceField(
        Side.choices, required=False, default=Side.LEFT, help_text="The affected side, for the minutes."
    )
