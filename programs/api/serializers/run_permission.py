"""May I run today: codes for programs, sentences for people."""

from typing import Any

from rest_framework import serializers

from programs.queries.run_permission import MayRun
from programs.rules.decision_words import (
    ConditionReason,
    ConditionState,
    Instead,
    PainModel,
    RunCondition,
    RunVeto,
    RunWord,
)
from programs.rules.permission import MUST_BE_KNOWN
from programs.run_words import (
    COLOURS,
    UNANSWERED,
    VETOES,
    WORDS,
    condition_words,
    instead_words,
    reason_words,
    why_words,
)


def _choice(words: Any, **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField([str(word) for word in words], **options)


class ConditionSerializer(serializers.Serializer[Any]):
    name = _choice(RunCondition)
    says = serializers.CharField(help_text="What it asks for.")
    state = _choice(ConditionState)
    reason = _choice(ConditionReason)
    sentence = serializers.CharField(help_text="Why it is met, not met or unknown.")


class VetoSerializer(serializers.Serializer[Any]):
    code = _choice(RunVeto)
    sentence = serializers.CharField()


class UnansweredSerializer(serializers.Serializer[Any]):
    code = _choice(MUST_BE_KNOWN)
    sentence = serializers.CharField()


class InsteadSerializer(serializers.Serializer[Any]):
    code = _choice(Instead)
    sentence = serializers.CharField()


class RunPermissionSerializer(serializers.Serializer[Any]):
    """``unknown`` is an answer: what would decide was not told. Only ``go`` is green."""

    on = serializers.DateField()
    word = _choice(RunWord)
    colour = _choice(["green", "amber", "red", "unknown"])
    title = serializers.CharField()
    sentence = serializers.CharField(help_text="The one reason that decides.")
    pain_model = _choice(PainModel)
    conditions = ConditionSerializer(many=True)
    vetoes = VetoSerializer(many=True, help_text="One is enough for stop.")
    unanswered = UnansweredSerializer(many=True, help_text="What today's check would say.")
    instead = InsteadSerializer(allow_null=True)
    next_run_on = serializers.DateField(
        allow_null=True, help_text="The first day a run may be, where waiting is all it takes."
    )
    last_run = serializers.UUIDField(allow_null=True)


def permission_json(found: MayRun) -> dict[str, Any]:
    """The answer as RunPermissionSerializer describes it."""
    said = found.permission
    return {
        "on": found.on.isoformat(),
        "word": str(said.word),
        "colour": COLOURS[said.word],
        "title": str(WORDS[said.word]),
        "sentence": why_words(said),
        "pain_model": str(said.model),
        "conditions": [
            {
                "name": str(each.name),
                "says": condition_words(each, said.model),
                "state": str(each.state),
                "reason": str(each.reason),
                "sentence": reason_words(each),
            }
            for each in said.conditions
        ],
        "vetoes": [{"code": str(veto), "sentence": str(VETOES[veto])} for veto in said.vetoes],
        "unanswered": [{"code": name, "sentence": str(UNANSWERED[name])} for name in said.unanswered],
        "instead": {"code": str(said.instead), "sentence": instead_words(said)} if said.instead else None,
        "next_run_on": found.next_on.isoformat() if found.next_on else None,
        "last_run": str(found.last_run.uuid) if found.last_run else None,
    }
