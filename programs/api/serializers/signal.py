"""How the API reads and writes signals, thresholds and the quality of programs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common import clock
from patients.models import Signal, SignalKind, SignalState
from patients.services.signal_actions import NOTE_LENGTH
from patients.services.thresholds import BOUNDS
from programs.signal_text import signal_words

# What the machinery keeps beside what was seen.
OWN_MARKS = frozenset({"about", "level", "by_hand"})


class SignalFilterSerializer(serializers.Serializer[Any]):
    """By default everything that is not settled."""

    state = serializers.ChoiceField(SignalState.choices, required=False)
    kind = serializers.ChoiceField(SignalKind.choices, required=False)
    patient = serializers.UUIDField(required=False)
    assigned_to = serializers.ChoiceField([("me", "me"), ("nobody", "nobody")], required=False)


class ColleagueSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class SignalSerializer(serializers.Serializer[Any]):
    """``reason`` is the sentence of the board; ``evidence`` holds the same numbers for programs."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    episode = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(SignalKind.choices)
    reason = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    state = serializers.ChoiceField(SignalState.choices)
    raised_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    is_overdue = serializers.SerializerMethodField()
    assigned_to = ColleagueSerializer(allow_null=True)
    acted_at = serializers.DateTimeField(allow_null=True)
    acted_by = ColleagueSerializer(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    escalated_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_episode(self, signal: Signal) -> str | None:
        return str(signal.episode.uuid) if signal.episode else None

    def get_reason(self, signal: Signal) -> str:
        return signal_words(signal, clock.today_in(signal.patient.time_zone))

    @extend_schema_field(serializers.DictField())
    def get_evidence(self, signal: Signal) -> dict[str, Any]:
        return {name: value for name, value in signal.evidence.items() if name not in OWN_MARKS}

    def get_is_overdue(self, signal: Signal) -> bool:
        return signal.state == SignalState.OPEN and signal.due_at < clock.now()


class SnoozeSerializer(serializers.Serializer[Any]):
    until = serializers.DateTimeField()
    reason = serializers.CharField(max_length=NOTE_LENGTH)


class AssignSignalSerializer(serializers.Serializer[Any]):
    """A colleague's id; null gives it back to whoever comes first."""

    to = serializers.UUIDField(allow_null=True)


class ThresholdInputSerializer(serializers.Serializer[Any]):
    """From which number on; it takes the place of the program's."""

    kind = serializers.ChoiceField([(kind.value, kind.label) for kind in SignalKind if kind in BOUNDS])
    value = serializers.IntegerField(min_value=0)
    reason = serializers.CharField(max_length=NOTE_LENGTH)


class ThresholdSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(SignalKind.choices)
    value = serializers.IntegerField()
    reason = serializers.CharField()
    set_at = serializers.DateTimeField()
    set_by = ColleagueSerializer()


class ExerciseQualitySerializer(serializers.Serializer[Any]):
    """How often an exercise was left out for pain or for not being clear. Null: fewer than five people."""

    slug = serializers.CharField()
    name = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    logged = serializers.IntegerField(source="asked", allow_null=True)
    for_pain = serializers.IntegerField(allow_null=True)
    unclear = serializers.IntegerField(allow_null=True)


class TemplateQualitySerializer(serializers.Serializer[Any]):
    """Of how many people how many reached the important change. Null: fewer than five people."""

    slug = serializers.CharField()
    name = serializers.CharField()
    measure = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    reached = serializers.IntegerField(allow_null=True)


class QualitySerializer(serializers.Serializer[Any]):
    exercises = ExerciseQualitySerializer(many=True)
    templates = TemplateQualitySerializer(many=True)
