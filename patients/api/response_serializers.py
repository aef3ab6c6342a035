"""How the API reads and writes the answers to measures, their scores and what became of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from patients.api.measure_serializers import MeasureNameSerializer
from patients.enums import Occasion
from patients.measure_words import outcome
from patients.queries.measures import changes_of
from patients.rules.change import Verdict
from patients.rules.definition import Method


def _value(source: str | None = None) -> serializers.DecimalField:
    """A score; null when it is not known."""
    return serializers.DecimalField(max_digits=9, decimal_places=3, allow_null=True, source=source)


class ResponseInputSerializer(serializers.Serializer[Any]):
    """Answers by the ids of the questions. Null and what is left out are "not said"."""

    episode = serializers.UUIDField()
    measure = serializers.UUIDField(help_text="The id of the version that was asked.")
    on = serializers.DateField(help_text="The day in the patient's own calendar.")
    answers = serializers.DictField()


class ScoreSerializer(serializers.Serializer[Any]):
    """One score; ``value`` is null when not enough was answered."""

    scale = serializers.CharField()
    value = _value()
    method = serializers.ChoiceField([method.value for method in Method])


class ResponseSerializer(serializers.Serializer[Any]):
    """A set of answers as it stands. ``on_behalf``: somebody else than the patient entered it."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    episode = serializers.UUIDField(source="episode.uuid")
    measure = MeasureNameSerializer(source="version")
    occasion = serializers.ChoiceField(Occasion.choices)
    on = serializers.DateField()
    answers = serializers.DictField()
    scores = ScoreSerializer(many=True, source="scores.all")
    on_behalf = serializers.SerializerMethodField()
    given_at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True)

    def get_on_behalf(self, response: Any) -> bool:
        return bool(response.given_by_id != response.patient.user_id)


class ScaleChangeSerializer(serializers.Serializer[Any]):
    """A score beside the episode's first one; ``unknown`` is not "no change"."""

    scale = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    before = _value("change.before")
    now = _value("change.now")
    difference = _value("change.difference")
    verdict = serializers.ChoiceField([verdict.value for verdict in Verdict], source="change.verdict")


class ResponseDetailSerializer(ResponseSerializer):
    """The same with what became of it, in numbers and in one sentence for the patient."""

    changes = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    @extend_schema_field(ScaleChangeSerializer(many=True))
    def get_changes(self, response: Any) -> Any:
        return ScaleChangeSerializer(changes_of(response), many=True).data

    def get_sentence(self, response: Any) -> str:
        return outcome(changes_of(response), response.on)


class ResponseFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)
    episode = serializers.UUIDField(required=False)
