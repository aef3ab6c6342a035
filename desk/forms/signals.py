"""Forms of the board: until when something is put off, who has it, a patient's own thresholds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic, Membership
from common import clock
from desk.forms.base import DateInput, ReasonForm
from patients.models import SignalKind
from patients.services.thresholds import BOUNDS

# Whoever comes to work finds it there.
MORNING = time(6)


class SnoozeForm(ReasonForm):
    """Until which day, and why."""

    field_order = ("until", "reason")

    until = forms.DateField(
        label=_("Back on the board on"),
        widget=DateInput,
        help_text=_("From the morning of this day on; earlier if it gets worse."),
        error_messages={"required": _("Choose a day.")},
    )

    def __init__(self, clinic: Clinic, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinic = clinic

    def clean_until(self) -> datetime:
        on: date = self.cleaned_data["until"]
        return clock.moment(self.clinic.time_zone, on, MORNING)


class AssignForm(forms.Form):
    """Which colleague looks; nobody means whoever comes first."""

    to = forms.ChoiceField(label=_("With"), required=False)

    def __init__(self, members: Iterable[Membership], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(member.user.uuid), member.user.name) for member in members]
        self.fields["to"].choices = [("", _("Whoever comes first")), *people]  # type: ignore[attr-defined]


class ThresholdForm(ReasonForm):
    """From which number on somebody is to look at this patient."""

    field_order = ("kind", "value", "reason")

    kind = forms.ChoiceField(
        label=_("Reason"), choices=[(kind.value, kind.label) for kind in SignalKind if kind in BOUNDS]
    )
    value = forms.IntegerField(label=_("From"), min_value=0)


# What the number counts.
UNITS: Mapping[str, Any] = {
    SignalKind.SEVERE_PAIN: _("of 10"),
    SignalKind.NOT_SETTLED: _("hours"),
    SignalKind.PAIN_RISING: _("points on the week before"),
    SignalKind.SILENT: _("days without a daily check"),
    SignalKind.LOW_ADHERENCE: _("% done, below it"),
    SignalKind.STAGE_OVERRUN: _("times as long as planned"),
}
