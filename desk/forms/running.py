"""The forms of the running plan: begin, level, goal, what grows, how pain is read."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import invalid
from desk.forms.base import DateInput, ReasonForm
from programs.models import RunChange, RunPhase, RunPlan
from programs.queries.running import Running
from programs.rules.decision_words import PainModel
from programs.run_plan_words import PAIN_MODELS, level_words
from programs.services.run_plans import Goal


class GoalForm(forms.Form):
    """A race or a run to be ready for; all empty is no goal."""

    goal_event = forms.CharField(label=_("Goal"), max_length=120, required=False)
    goal_on = forms.DateField(label=_("Day of the goal"), widget=DateInput, required=False)
    goal_km = forms.DecimalField(
        label=_("Distance of the goal in km"), min_value=0, max_value=200, decimal_places=1, required=False
    )

    def goal(self) -> Goal | None:
        """Raises InvalidInput for half a goal."""
        data = self.cleaned_data
        on, km = data["goal_on"], data["goal_km"]
        if on is None and km is None:
            return None
        if on is None or km is None:
            raise invalid(**{"goal_km" if km is None else "goal_on": _("A goal has a day and a distance.")})
        return Goal(on, km, data["goal_event"])


def goal_values(plan: RunPlan | None) -> dict[str, Any]:
    names = ("goal_event", "goal_on", "goal_km")
    return {name: getattr(plan, name) for name in names} if plan else {}


class BeginForm(GoalForm):
    """Lets the patient begin; ``uuid`` makes a second click the same plan."""

    phase = forms.ChoiceField(
        label=_("How"),
        choices=[
            (RunPhase.WALK_JOG, _("Walk and jog in turns, from the first level")),
            (RunPhase.MODIFIED, _("Go on running, with less")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why begin all the same"),
        max_length=240,
        required=False,
        help_text=_("Only needed where something is missing."),
    )
    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("phase", "reason", "goal_event", "goal_on", "goal_km", "uuid")


class ChangeForm(forms.Form):
    change = forms.ChoiceField(label=_("What grows next"), choices=RunChange, widget=forms.RadioSelect)


class PainModelForm(forms.Form):
    model = forms.ChoiceField(
        label=_("After a run"),
        choices=[(str(model), words) for model, words in PAIN_MODELS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=240, required=False)

    @staticmethod
    def values(model: PainModel) -> dict[str, Any]:
        return {"model": str(model)}


class LevelForm(ReasonForm):
    """The levels of the pack's plan, with their intervals."""

    level = forms.TypedChoiceField(label=_("Level"), coerce=int)
    field_order = ("level", "reason")

    def __init__(self, running: Running, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - for the types
        field.choices = [(each.level, f"{each.level}: {level_words(each)}") for each in running.levels]
