"""Forms of what comes before a visit: a place on the waiting list, visits paid for ahead."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.base import DateInput
from scheduling.models import AppointmentKind, Practitioner
from scheduling.services.packages import MOST, NOTE_LENGTH
from scheduling.services.waitlist import Times

FOUR_WEEKS = timedelta(days=28)


def _once() -> forms.UUIDField:
    """Made with the page: sending the form twice is the same as once."""
    return forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WaitlistForm(forms.Form):
    """For what somebody waits, with whom, and when they would come on their own clock."""

    from_on = forms.DateField(label=_("From"), widget=DateInput)
    until_on = forms.DateField(label=_("Until"), widget=DateInput)
    earliest = forms.TimeField(label=_("Not before"), required=False, widget=_time())
    latest = forms.TimeField(label=_("Not after"), required=False, widget=_time())

    def __init__(
        self,
        kinds: Iterable[AppointmentKind],
        people: Iterable[Practitioner],
        today: date,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"from_on": today, "until_on": today + FOUR_WEEKS})
        rest = dict(self.fields)
        self.fields = {
            "kind": forms.ChoiceField(
                label=_("For"), choices=[(str(kind.uuid), kind.name) for kind in kinds]
            ),
            "practitioner": forms.ChoiceField(
                label=_("With"),
                required=False,
                choices=[("", _("Anybody")), *((str(one.uuid), one.user.name) for one in people)],
            ),
            **rest,
        }

    def wanted(self) -> dict[str, Any]:
        said = self.cleaned_data
        who = said["practitioner"]
        return {
            "kind": UUID(said["kind"]),
            "practitioner": UUID(who) if who else None,
            "times": Times(said["from_on"], said["until_on"], said["earliest"], said["latest"]),
        }


class SellForm(forms.Form):
    """Visits that were paid for ahead."""

    uuid = _once()
    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    visits = forms.IntegerField(label=_("Visits"), min_value=1, max_value=MOST)
    price = forms.CharField(
        label=_("Price"), max_length=40, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DateInput,
        help_text=_("The last day of a visit that it pays for. Empty: without an end."),
    )

    def __init__(self, kinds: Iterable[AppointmentKind], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(
            label=_("For"),
            required=False,
            choices=[("", _("Any visit")), *((str(kind.uuid), kind.name) for kind in kinds)],
        )
        self.order_fields(["name", "visits", "kind"])

    def sold(self) -> dict[str, Any]:
        said = self.cleaned_data
        return said | {"kind": UUID(said["kind"]) if said["kind"] else None}


class CorrectForm(forms.Form):
    """A line that puts the ledger right."""

    uuid = _once()
    delta = forms.IntegerField(
        label=_("Visits more or less"), min_value=-MOST, max_value=MOST, help_text=_("For example 1 or -1.")
    )
    note = forms.CharField(
        label=_("Why"),
        max_length=NOTE_LENGTH,
        help_text=_("A few words. They stay in the ledger."),
        error_messages={"required": _("Say why, in a few words.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
