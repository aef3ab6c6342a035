"""One exercise with its dose: as the patient's plan shows it, and as the record keeps it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programs.api.serializers.today import DoseSerializer
from programs.enums import Focus, LogSide, SideRule
from programs.models import Prescription
from programs.queries.facts import dose_of
from programs.rules.dose import BOUNDS, item_minutes
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, Mode
from programs.rules.words import LogSide as Side
from programs.rules.words import SideRule as Rule
from programs.services.replacing import Replacement

LATER = "Also in the later weeks of this place in the plan."


class ExerciseNameSerializer(serializers.Serializer[Any]):
    """Enough of an exercise to show it in a list."""

    id = serializers.UUIDField(source="uuid")
    slug = serializers.CharField()
    name = serializers.CharField()
    focus = serializers.ChoiceField(Focus.choices)


class PlannedSerializer(serializers.Serializer[Any]):
    """What is planned: ``days`` are 1 to 7 of the program's week, ``sides`` in the order they are done."""

    id = serializers.UUIDField(source="uuid")
    exercise = ExerciseNameSerializer()
    position = serializers.IntegerField()
    is_core = serializers.BooleanField()
    days = serializers.ListField(child=serializers.IntegerField())
    sides = serializers.SerializerMethodField()
    first_week = serializers.IntegerField()
    last_week = serializers.IntegerField()
    dose = serializers.SerializerMethodField()
    minutes = serializers.SerializerMethodField()
    effective_from = serializers.DateField()
    effective_to = serializers.DateField(allow_null=True, help_text="The first day it no longer holds.")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(LogSide.choices)))
    def get_sides(self, row: Prescription) -> tuple[Side, ...]:
        return sides_of(Rule(row.side), BodySide(row.program.side))

    @extend_schema_field(DoseSerializer)
    def get_dose(self, row: Prescription) -> dict[str, Any]:
        return dose_of(row).as_dict()

    def get_minutes(self, row: Prescription) -> int:
        return item_minutes(dose_of(row), Mode(row.exercise.mode), len(self.get_sides(row)))


class PrescriptionSerializer(PlannedSerializer):
    """What is prescribed, as the record keeps it. A change closes this one and opens another."""

    program = serializers.UUIDField(source="program.uuid")
    stage = serializers.CharField(source="stage.name")
    line = serializers.UUIDField(help_text="The place in the plan; it stays through changes and swaps.")
    side = serializers.ChoiceField(SideRule.choices)
    prescribed_at = serializers.DateTimeField()
    reason = serializers.CharField(source="open_reason", help_text="Why it replaced the one before.")
    replaces = serializers.UUIDField(source="replaces.uuid", allow_null=True, default=None)
    closed_at = serializers.DateTimeField(allow_null=True)


class PrescriptionFilterSerializer(serializers.Serializer[Any]):
    program = serializers.UUIDField(required=False)
    is_open = serializers.BooleanField(
        required=False, help_text="true: what holds; false: what was replaced."
    )


def _whole(name: str) -> serializers.IntegerField:
    low, high = BOUNDS[name]
    return serializers.IntegerField(min_value=low, max_value=high, allow_null=True, required=False)


class DoseChangesSerializer(serializers.Serializer[Any]):
    """The fields that change; null takes one away. Of the five quantities exactly one must remain."""

    sets = serializers.IntegerField(min_value=BOUNDS["sets"][0], max_value=BOUNDS["sets"][1], required=False)
    reps = _whole("reps")
    time_s = _whole("time_s")
    distance_m = _whole("distance_m")
    duration_min = _whole("duration_min")
    plan = serializers.CharField(max_length=60, allow_null=True, required=False)
    hold_s = _whole("hold_s")
    rest_s = _whole("rest_s")
    tempo = serializers.CharField(max_length=10, allow_null=True, required=False)
    load = serializers.CharField(max_length=20, allow_null=True, required=False)
    effort_max = _whole("effort_max")
    rir_min = _whole("rir_min")


class PreviewDoseSerializer(serializers.Serializer[Any]):
    changes = DoseChangesSerializer()


class ChangeDoseSerializer(PreviewDoseSerializer):
    reason = serializers.CharField(max_length=240)
    and_later = serializers.BooleanField(default=True, help_text=LATER)


class PreviewSwapSerializer(serializers.Serializer[Any]):
    direction = serializers.ChoiceField([("easier", "easier"), ("harder", "harder")])


class SwapSerializer(PreviewSwapSerializer):
    reason = serializers.CharField(max_length=240)
    and_later = serializers.BooleanField(default=True, help_text=LATER)


class ReplacementSerializer(serializers.Serializer[Any]):
    """What would take a prescription's place, and from which day."""

    exercise = ExerciseNameSerializer()
    dose = serializers.SerializerMethodField()
    effective_from = serializers.DateField()

    @extend_schema_field(DoseSerializer)
    def get_dose(self, replacement: Replacement) -> dict[str, Any]:
        return replacement.dose.as_dict()
