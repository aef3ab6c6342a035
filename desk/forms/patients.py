"""A patient's details, and an episode of care."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.validators import time_zones, validate_time_zone
from desk.forms.base import DateInput
from patients.enums import Side


class PatientForm(forms.Form):
    """Who the patient is and how to reach them. Only the name is needed."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For the invitation, sign-in codes and reminders."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=32,
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off"}),
    )
    date_of_birth = forms.DateField(label=_("Date of birth"), required=False, widget=DateInput)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        help_text=_("Where the patient lives: their days and reminders follow it."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    zones = sorted(time_zones())


class EpisodeForm(forms.Form):
    """What the patient comes with."""

    condition = forms.ChoiceField(label=_("Condition"))
    # Nobody is left-sided by default: it is chosen, or it is asked for.
    side = forms.ChoiceField(
        label=_("Side"),
        choices=[("", _("Choose a side")), *Side.choices],
        error_messages={"required": _("Choose the side that hurts.")},
    )
    onset_on = forms.DateField(label=_("First felt on"), required=False, widget=DateInput)
    goal = forms.CharField(
        label=_("Goal"),
        max_length=240,
        required=False,
        help_text=_("In the patient's words: what do they want back?"),
    )

    def __init__(self, conditions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = conditions  # type: ignore[attr-defined]
