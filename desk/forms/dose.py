"""A dose that is being changed while the program runs. Which quantity it has stays; how much may change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.rules.dose import BOUNDS, PATTERNS, Dose

LABELS = {
    "sets": _("Sets"),
    "reps": _("Repetitions"),
    "time_s": _("Seconds"),
    "distance_m": _("Metres"),
    "duration_min": _("Minutes"),
    "hold_s": _("Hold, seconds"),
    "rest_s": _("Rest between sets, seconds"),
    "effort_max": _("Effort at most, 0 to 10"),
    "rir_min": _("Repetitions in reserve at least"),
}
LOADS = [
    ("", _("none")),
    ("bodyweight", _("body weight")),
    ("band", _("band, 1 to 5")),
    ("kg", _("kilograms")),
    ("machine", _("machine setting")),
]

AMOUNTS = {
    "band": _("Band: a number from 1 to 5."),
    "kg": _("Kilograms: a number such as 5 or 2.5."),
    "machine": _("Machine: a whole number."),
}


class DoseForm(forms.Form):
    """The numbers of a dose, its load in two parts, and why it changes."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=240,
        help_text=_("A few words. They stay in the patient's history."),
        error_messages={"required": _("Say why, in a few words.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, dose: Dose, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(dose), **kwargs})
        self.dose = dose
        reason = self.fields.pop("reason")
        reason.required = needs_reason
        for name in _numbers(dose):
            self.fields[name] = _number(name, required=name in {"sets", dose.quantity})
        self.fields["load_kind"] = forms.ChoiceField(label=_("Load"), choices=LOADS, required=False)
        self.fields["load_amount"] = forms.CharField(label=_("How much"), max_length=8, required=False)
        self.fields["reason"] = reason

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        load = _load(data.get("load_kind", ""), data.get("load_amount", ""))
        if load and not PATTERNS["load"].fullmatch(load):
            self.add_error("load_amount", AMOUNTS[data["load_kind"]])
        return data

    def changes(self) -> dict[str, Any]:
        """What differs from the dose, of what is valid so far."""
        data = getattr(self, "cleaned_data", {})
        values = {name: data[name] for name in _numbers(self.dose) if name in data}
        if "load_kind" in data and "load_amount" in data:
            values["load"] = _load(data["load_kind"], data["load_amount"])
        return {name: value for name, value in values.items() if value != getattr(self.dose, name)}


def _numbers(dose: Dose) -> list[str]:
    if dose.plan:
        return []
    extras = ["hold_s", "rir_min"] if dose.reps else []
    return ["sets", dose.quantity, "rest_s", "effort_max", *extras]


def _number(name: str, *, required: bool) -> forms.IntegerField:
    low, high = BOUNDS[name]
    return forms.IntegerField(label=LABELS[name], min_value=low, max_value=high, required=required)


def _initial(dose: Dose) -> dict[str, Any]:
    kind, _colon, amount = (dose.load or "").partition(":")
    return {**dose.as_dict(), "load_kind": kind, "load_amount": amount}


def _load(kind: str, amount: str) -> str | None:
    if kind in {"", "bodyweight"}:
        return kind or None
    return f"{kind}:{amount.strip().replace(',', '.')}"
