"""Decisions: what was proposed and why, what became of it; and in plain words, for patients."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programs.decision_patient_text import patient_words
from programs.decision_text import reason_lines, verdict_words
from programs.models import Decision, DecisionAction, DecisionScope
from programs.services.decisions import WEEK_VERDICTS


class DecisionReasonSerializer(serializers.Serializer[Any]):
    """One rule that fired. ``missing``: the facts it wanted and did not get, if that is why."""

    rule = serializers.CharField()
    code = serializers.CharField()
    decision = serializers.CharField()
    sla_hours = serializers.IntegerField(allow_null=True)
    also = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())


class DecisionAnswerSerializer(serializers.Serializer[Any]):
    """What became of it. ``answered_by`` is null where nobody was asked."""

    action = serializers.ChoiceField(DecisionAction.choices)
    answered_at = serializers.DateTimeField()
    answered_by = serializers.CharField(source="clinician.name", default=None, allow_null=True)
    reason = serializers.CharField()
    patient_words = serializers.CharField()
    changes = serializers.DictField()


class DecisionSerializer(serializers.Serializer[Any]):
    """A decision. ``key`` says what it is about; a correction of that makes a new ``revision``.

    ``words`` say the verdict, ``why`` the reasons with their numbers, ``patient_words`` what a patient reads.
    """

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    patient_name = serializers.CharField(source="patient.name")
    program = serializers.UUIDField(source="program.uuid")
    scope = serializers.ChoiceField(DecisionScope.choices)
    key = serializers.CharField()
    revision = serializers.IntegerField()
    on = serializers.DateField()
    verdict = serializers.CharField()
    waits = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    words = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()
    patient_words = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    answer = serializers.SerializerMethodField()

    def get_words(self, decision: Decision) -> str:
        return verdict_words(decision.verdict, decision.scope)

    def get_why(self, decision: Decision) -> list[str]:
        return reason_lines(decision)

    def get_patient_words(self, decision: Decision) -> str:
        return patient_words(decision)

    @extend_schema_field(DecisionReasonSerializer(many=True))
    def get_reasons(self, decision: Decision) -> Any:
        return decision.proposal.get("reasons", [])

    @extend_schema_field(DecisionAnswerSerializer(allow_null=True))
    def get_answer(self, decision: Decision) -> Mapping[str, Any] | None:
        answer = getattr(decision, "answer", None)
        return DecisionAnswerSerializer(answer).data if answer else None


class DecisionDetailSerializer(DecisionSerializer):
    """With all that it was made from, so that it can be made again."""

    pack = serializers.CharField(source="pack.slug")
    pack_version = serializers.CharField(source="pack.label")
    engine = serializers.CharField()
    facts = serializers.DictField()
    parameters = serializers.DictField()
    proposal = serializers.DictField()


class DecisionFilterSerializer(serializers.Serializer[Any]):
    program = serializers.UUIDField(required=False)
    patient = serializers.UUIDField(required=False)
    scope = serializers.ChoiceField(DecisionScope.choices, required=False)
    waiting = serializers.BooleanField(required=False, allow_null=True, default=None)


class ApproveSerializer(serializers.Serializer[Any]):
    """As proposed. What is written for the patient takes the place of the standard words."""

    patient_words = serializers.CharField(required=False, allow_blank=True, max_length=500)


class RejectSerializer(ApproveSerializer):
    """Nothing grows; the reason stays in the record."""

    reason = serializers.CharField(max_length=240)


class DecideSerializer(RejectSerializer):
    """Another verdict than the proposed one, or one at once."""

    verdict = serializers.ChoiceField([(str(verdict), str(verdict)) for verdict in WEEK_VERDICTS])


class ToldSerializer(serializers.Serializer[Any]):
    """A change as the patient reads it: what and why; ``lines`` are the exercises it changed."""

    id = serializers.UUIDField(source="uuid")
    on = serializers.DateField()
    words = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
