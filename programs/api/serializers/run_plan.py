"""The running plan: where it stands, what is left of the week, the goal; and what clinicians send."""

from typing import Any

from rest_framework import serializers

from programs.models import RunChange, RunPhase
from programs.queries.mileage import as_float
from programs.queries.run_goal import GoalAnswer
from programs.queries.running import Running
from programs.rules.decision_words import PainModel, RunAction
from programs.rules.running import RunLevel
from programs.run_plan_words import left_words, level_words


class RunLevelSerializer(serializers.Serializer[Any]):
    """A level: so many times, jog and then walk. Five minutes of walking before and after it."""

    level = serializers.IntegerField()
    repeats = serializers.IntegerField()
    jog_min = serializers.IntegerField()
    walk_min = serializers.IntegerField()
    text = serializers.CharField()


class RunGoalSerializer(serializers.Serializer[Any]):
    """A goal against the caps; ``fits`` null: too little is known to say."""

    event = serializers.CharField()
    on = serializers.DateField()
    km = serializers.FloatField()
    fits = serializers.BooleanField(allow_null=True)
    needs_weeks = serializers.IntegerField(allow_null=True)
    longest_km = serializers.FloatField(allow_null=True, help_text="The longest run the caps allow by then.")
    fits_on = serializers.DateField(allow_null=True)
    text = serializers.CharField()


class RunWaitingSerializer(serializers.Serializer[Any]):
    """A step up that a clinician has not answered yet."""

    id = serializers.UUIDField()
    action = serializers.ChoiceField([str(action) for action in RunAction])


class RunningSerializer(serializers.Serializer[Any]):
    """Running as it stands today; ``phase`` null: no clinician has let the patient begin.

    Kilometres are null while levels count minutes, and where nothing is known to count from.
    """

    on = serializers.DateField()
    program = serializers.UUIDField()
    id = serializers.UUIDField(allow_null=True)
    phase = serializers.ChoiceField(RunPhase.choices, allow_null=True)
    level = RunLevelSerializer(allow_null=True)
    top_level = serializers.IntegerField()
    passes = serializers.IntegerField()
    passes_required = serializers.IntegerField()
    next_run_on = serializers.DateField(allow_null=True)
    is_paused = serializers.BooleanField()
    week_from = serializers.DateField(allow_null=True)
    week_cap_km = serializers.FloatField(allow_null=True)
    session_cap_km = serializers.FloatField(allow_null=True)
    done_km = serializers.FloatField(allow_null=True)
    left_km = serializers.FloatField(allow_null=True)
    left_text = serializers.CharField()
    is_cutback = serializers.BooleanField()
    change = serializers.ChoiceField(RunChange.choices, allow_null=True)
    goal = RunGoalSerializer(allow_null=True)
    pain_model = serializers.ChoiceField([str(model) for model in PainModel])
    waiting = RunWaitingSerializer(allow_null=True)


class RunPlanSerializer(RunningSerializer):
    """For clinicians: also since when, by whom, and why running is paused."""

    entered_at = serializers.DateTimeField(allow_null=True)
    entered_by = serializers.CharField(allow_null=True)
    pause_reason = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())


class RunGoalInputSerializer(serializers.Serializer[Any]):
    event = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    on = serializers.DateField()
    km = serializers.DecimalField(max_digits=5, decimal_places=1)


class OpenRunPlanSerializer(serializers.Serializer[Any]):
    """Lets the patient begin. With an ``id`` of your own, sending it again opens nothing again."""

    id = serializers.UUIDField(required=False)
    phase = serializers.ChoiceField([RunPhase.WALK_JOG, RunPhase.MODIFIED])
    goal = RunGoalInputSerializer(required=False, allow_null=True)
    reason = serializers.CharField(
        max_length=240,
        required=False,
        allow_blank=True,
        default="",
        help_text="Why to begin although something is missing.",
    )


class SetGoalSerializer(serializers.Serializer[Any]):
    goal = RunGoalInputSerializer(allow_null=True)


class ChooseChangeSerializer(serializers.Serializer[Any]):
    change = serializers.ChoiceField(RunChange.choices)


class SetLevelSerializer(serializers.Serializer[Any]):
    level = serializers.IntegerField(min_value=1, max_value=100)
    reason = serializers.CharField(max_length=240)


class PainModelSerializer(serializers.Serializer[Any]):
    model = serializers.ChoiceField([str(model) for model in PainModel])
    reason = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


def running_json(found: Running) -> dict[str, Any]:
    """As RunningSerializer describes it."""
    plan, budget = found.plan, found.budget
    return {
        "on": found.on.isoformat(),
        "program": str(found.program.uuid),
        "id": str(plan.uuid) if plan else None,
        "phase": plan.phase if plan else None,
        "level": _level(found.level) if found.level else None,
        "top_level": found.pack.plan.top_level,
        "passes": plan.passes if plan else 0,
        "passes_required": found.passes_required,
        "next_run_on": found.next_run_on.isoformat() if found.next_run_on else None,
        "is_paused": bool(plan and plan.paused_at),
        "week_from": budget.week_from.isoformat() if budget else None,
        "week_cap_km": as_float(budget.caps.week_km) if budget else None,
        "session_cap_km": as_float(budget.caps.session_km) if budget else None,
        "done_km": as_float(budget.done_km) if budget else None,
        "left_km": as_float(budget.left_km) if budget else None,
        "left_text": left_words(budget) if budget else "",
        "is_cutback": bool(budget and budget.caps.is_cutback),
        "change": found.change,
        "goal": _goal(found.goal) if found.goal else None,
        "pain_model": str(found.pain_model),
        "waiting": (
            {"id": str(found.waiting.uuid), "action": found.waiting.verdict} if found.waiting else None
        ),
    }


def run_plan_json(found: Running, warnings: tuple[str, ...] = ()) -> dict[str, Any]:
    """As RunPlanSerializer describes it."""
    plan = found.plan
    return running_json(found) | {
        "entered_at": plan.entered_at.isoformat() if plan else None,
        "entered_by": plan.entered_by.name if plan else None,
        "pause_reason": plan.pause_reason if plan else "",
        "warnings": list(warnings),
    }


def _level(level: RunLevel) -> dict[str, Any]:
    return {
        "level": level.level,
        "repeats": level.repeats,
        "jog_min": level.jog_min,
        "walk_min": level.walk_min,
        "text": level_words(level),
    }


def _goal(goal: GoalAnswer) -> dict[str, Any]:
    return {
        "event": goal.event,
        "on": goal.on.isoformat(),
        "km": float(goal.km),
        "fits": goal.fits,
        "needs_weeks": goal.needs_weeks,
        "longest_km": as_float(goal.longest_km),
        "fits_on": goal.fits_on.isoformat() if goal.fits_on else None,
        "text": goal.text,
    }
