"""The shape of a day, for the OpenAPI description only: queries/today_json.py makes the answer."""

from typing import Any

from rest_framework import serializers

from programs.enums import Focus, LogSide, LogState, ProgramStatus, SkipReason
from programs.rules.words import NothingDue, StepKind


class DoseSerializer(serializers.Serializer[Any]):
    """One of reps, time_s, distance_m, duration_min and plan is set; ``_s`` is seconds, ``_m`` metres."""

    sets = serializers.IntegerField()
    reps = serializers.IntegerField(allow_null=True)
    time_s = serializers.IntegerField(allow_null=True)
    distance_m = serializers.IntegerField(allow_null=True)
    duration_min = serializers.IntegerField(allow_null=True)
    plan = serializers.CharField(allow_null=True)
    hold_s = serializers.IntegerField(allow_null=True)
    rest_s = serializers.IntegerField(allow_null=True)
    tempo = serializers.CharField(allow_null=True)
    load = serializers.CharField(allow_null=True)
    effort_max = serializers.IntegerField(allow_null=True)
    rir_min = serializers.IntegerField(allow_null=True)


class TodayProgramSerializer(serializers.Serializer[Any]):
    """Where a program stands; ``week`` is null on a day that is none of its own."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(ProgramStatus.choices)
    week = serializers.IntegerField(allow_null=True)
    weeks = serializers.IntegerField()
    stage = serializers.CharField()
    goal = serializers.CharField()


class TodayLogSerializer(serializers.Serializer[Any]):
    """What was logged already."""

    id = serializers.UUIDField()
    side = serializers.ChoiceField(LogSide.choices)
    state = serializers.ChoiceField(LogState.choices)
    skip_reason = serializers.ChoiceField(SkipReason.choices, allow_null=True)
    sets_done = serializers.IntegerField(allow_null=True)
    reps = serializers.IntegerField(allow_null=True)
    seconds = serializers.IntegerField(allow_null=True)
    pain = serializers.IntegerField(allow_null=True)
    effort = serializers.IntegerField(allow_null=True)
    rir = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class TodayItemSerializer(serializers.Serializer[Any]):
    """One exercise that is due; ``sides`` are in the order they are done."""

    prescription = serializers.UUIDField()
    program = serializers.UUIDField()
    exercise = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    instructions = serializers.ListField(child=serializers.CharField())
    errors = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    cautions = serializers.ListField(child=serializers.CharField())
    avoid_if = serializers.ListField(child=serializers.CharField())
    focus = serializers.ChoiceField(Focus.choices)
    equipment = serializers.ListField(child=serializers.CharField())
    is_core = serializers.BooleanField()
    sides = serializers.ListField(child=serializers.ChoiceField(LogSide.choices))
    dose = DoseSerializer()
    minutes = serializers.IntegerField()
    logs = TodayLogSerializer(many=True)


class StepSerializer(serializers.Serializer[Any]):
    """One thing to do. ``seconds`` is null where the patient sets the pace; one ``log`` ends each side."""

    kind = serializers.ChoiceField([(kind.value, kind.value) for kind in StepKind])
    prescription = serializers.UUIDField()
    exercise = serializers.UUIDField()
    side = serializers.ChoiceField(LogSide.choices)
    set = serializers.IntegerField()
    sets = serializers.IntegerField()
    seconds = serializers.IntegerField(allow_null=True)
    reps = serializers.IntegerField(allow_null=True)
    rep = serializers.IntegerField(allow_null=True)
    cue = serializers.CharField()


class TodaySerializer(serializers.Serializer[Any]):
    """A day. ``reason`` says why there is nothing to do, when there is nothing."""

    date = serializers.DateField()
    time_zone = serializers.CharField()
    reason = serializers.ChoiceField([(word.value, word.value) for word in NothingDue], allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    next_on = serializers.DateField(allow_null=True)
    program = TodayProgramSerializer(allow_null=True)
    programs = TodayProgramSerializer(many=True)
    minutes = serializers.IntegerField()
    core_minutes = serializers.IntegerField()
    items = TodayItemSerializer(many=True)
    steps = StepSerializer(many=True)
