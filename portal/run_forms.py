"""A run as a form: two numbers and six taps. Distance and worst pain are asked; the rest may stay unknown."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import Episode
from portal.forms import ServiceForm
from programs.models import Hills, Pace, RunLog, Surface, Trend
from programs.run_validators import CADENCE, LEVELS, NOTE_LENGTH, RATINGS, WORDS, RunInput

SIGNS = ("stride_changed", "sore_in_warmup")
FOLDED = ("level", "cadence", "surface", "hills", "pace", "note")


class NumberField(forms.DecimalField):
    """Takes a comma as well as a point, whatever the language of the page."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value else value)


def _taps(label: Any, choices: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, empty_value=None, **options
    )


def _rating(label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    field = _taps(label, [(n, str(n)) for n in range(11)], coerce=int)
    field.required = required
    field.error_messages["required"] = _("Please tap a number.")
    return field


def _sign(label: Any, no: Any, yes: Any) -> forms.TypedChoiceField:
    return _taps(label, [("no", no), ("yes", yes)], coerce=lambda value: value == "yes")


def _whole(label: Any, bounds: tuple[int, int]) -> forms.IntegerField:
    low, high = bounds
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class RunForm(ServiceForm):
    """``uuid`` makes sending it twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    episode = forms.ChoiceField(
        label=_("Which knee is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please tap one.")},
    )
    distance_km = NumberField(label=_("Kilometres"), error_messages={"required": _("How far was it?")})
    minutes = NumberField(label=_("Minutes"), required=False)
    pain_start = _rating(_("Pain at the start"))
    pain_peak = _rating(_("Worst pain while running"), required=True)
    pain_end = _rating(_("Pain at the end"))
    trend = _taps(_("While you ran, the pain"), Trend.choices)
    stride_changed = _sign(_("Did you run as you always do?"), _("As always"), _("Changed, or limped"))
    sore_in_warmup = _sign(_("Was the knee sore in the warm-up?"), _("No"), _("Yes"))
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
    )
    level = _whole(_("Level of your walk-jog plan"), LEVELS)
    cadence = _whole(_("Steps a minute"), CADENCE)
    surface = _taps(_("On what?"), Surface.choices)
    hills = _taps(_("Hills"), Hills.choices)
    pace = _taps(_("How fast?"), Pace.choices)
    note = forms.CharField(
        label=_("Anything to add?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self, episodes: Sequence[Episode], data: Any, *, known: RunLog | None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        knee = cast(forms.ChoiceField, self.fields["episode"])
        knee.choices = [(str(episode.uuid), episode.get_side_display()) for episode in episodes]
        if len(episodes) == 1:
            knee.widget, knee.initial = forms.HiddenInput(), str(episodes[0].uuid)
        if known:  # a correction keeps the day
            self.fields["on"].widget = forms.HiddenInput()

    @property
    def is_unfolded(self) -> bool:
        """Is there something to see behind the fold?"""
        told = any(self[name].value() not in (None, "") for name in FOLDED)
        return told or any(self[name].errors for name in (*FOLDED, "on"))

    def run_input(self) -> RunInput:
        said = {name: value for name, value in self.cleaned_data.items() if name != "uuid"}
        told = said | {name: said[name] or "" for name in WORDS} | {"episode": UUID(said["episode"])}
        return RunInput(**told)


def said(run: RunLog) -> dict[str, Any]:
    """What a run says, as its form shows it."""
    signs = {True: "yes", False: "no", None: None}
    return {
        **{name: getattr(run, name) for name in (*RATINGS, *FOLDED, "uuid", "on", "trend")},
        **{name: signs[getattr(run, name)] for name in SIGNS},
        "distance_km": f"{run.distance_km.normalize():f}",
        "minutes": "" if run.minutes is None else f"{run.minutes.normalize():f}",
        "episode": str(run.episode.uuid),
    }
