"""The question a day after a load, and its answer."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common import clock
from common.api.fields import ChoiceOrNullField
from programs.models import Settled
from programs.queries.follow_ups import possible_answers


class AnswerSerializer(serializers.Serializer[Any]):
    """When the knee was as before the load."""

    settled = serializers.ChoiceField(Settled.choices)


class FollowUpSerializer(serializers.Serializer[Any]):
    """About a session day of a program, or about a run. ``answers`` are those that can be true today."""

    id = serializers.UUIDField(source="uuid")
    program = serializers.SerializerMethodField()
    run = serializers.SerializerMethodField()
    on = serializers.DateField()
    answers = serializers.SerializerMethodField()
    settled = ChoiceOrNullField(Settled.choices)
    answered_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_program(self, asked: Any) -> Any:
        return str(asked.program.uuid) if asked.program else None

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_run(self, asked: Any) -> Any:
        return str(asked.run.uuid) if asked.run else None

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Settled.choices)))
    def get_answers(self, asked: Any) -> Any:
        today = clock.today_in(asked.patient.time_zone)
        return [str(answer) for answer in possible_answers(asked, today)]
