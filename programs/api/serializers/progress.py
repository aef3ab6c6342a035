"""How it went so far."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programs.api.serializers.decision import ToldSerializer
from programs.api.serializers.program import OwnProgramSerializer
from programs.queries.progress import days_of, weeks_of
from programs.queries.standing import Standing
from programs.rules.words import ItemState


class PercentField(serializers.FloatField):
    """A share of what was due, to a tenth; null while nothing was."""

    def to_representation(self, value: Any) -> Any:
        return round(float(value), 1)


class DaySerializer(serializers.Serializer[Any]):
    """Sets due and done, and the worst pain and effort given that day. ``open`` can still be done today."""

    on = serializers.DateField()
    state = serializers.ChoiceField([(state.value, state.value) for state in ItemState])
    due = serializers.IntegerField()
    done = serializers.IntegerField()
    open = serializers.IntegerField()
    pain = serializers.IntegerField(allow_null=True)
    effort = serializers.IntegerField(allow_null=True)


class WeekProgressSerializer(serializers.Serializer[Any]):
    """A week as lived; a held ``week`` comes twice."""

    position = serializers.IntegerField()
    week = serializers.IntegerField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    percent = PercentField(allow_null=True)


class AdherenceSerializer(serializers.Serializer[Any]):
    """Sets done of the sets due so far, and how many exercises and sides turned out how."""

    percent = PercentField(allow_null=True)
    done = serializers.IntegerField()
    partial = serializers.IntegerField()  # type: ignore[assignment]
    skipped = serializers.IntegerField()
    not_logged = serializers.IntegerField()


class ProgressSerializer(serializers.Serializer[Any]):
    """One program so far, on the patient's own today.

    ``decisions``: what changed and why, the latest first. ``waiting``: what is told while a physio looks at
    what comes next; empty while nobody has to.
    """

    today = serializers.DateField()
    program = OwnProgramSerializer()
    week = serializers.IntegerField(allow_null=True)
    of_weeks = serializers.IntegerField(source="weeks")
    adherence = AdherenceSerializer()
    days = serializers.SerializerMethodField()
    weeks = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    waiting = serializers.SerializerMethodField()

    @extend_schema_field(ToldSerializer(many=True))
    def get_decisions(self, standing: Standing) -> Any:
        return ToldSerializer(self.context["told"].get(standing.program.pk, []), many=True).data

    def get_waiting(self, standing: Standing) -> str:
        return str(self.context["waits"].get(standing.program.pk, ""))

    @extend_schema_field(DaySerializer(many=True))
    def get_days(self, standing: Standing) -> Any:
        return DaySerializer(days_of(standing), many=True).data

    @extend_schema_field(WeekProgressSerializer(many=True))
    def get_weeks(self, standing: Standing) -> Any:
        return WeekProgressSerializer(weeks_of(standing), many=True).data


class ProgressListSerializer(serializers.Serializer[Any]):
    programs = ProgressSerializer(many=True)
