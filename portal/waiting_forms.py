"""The waiting list as forms: for what somebody waits and when they would come, and the answer to an offer."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import ServiceForm
from portal.screen_forms import ShortListForm
from scheduling.models import AppointmentKind, Practitioner
from scheduling.services.waitlist import Times


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class WaitForm(ServiceForm):
    """Only the kind has to be chosen: who says nothing else would come at any time of the next weeks."""

    kind = forms.ChoiceField(label=_("What do you need?"))
    practitioner = forms.ChoiceField(label=_("With"), required=False)
    from_on = forms.DateField(label=_("From"), widget=_day())
    until_on = forms.DateField(label=_("Until"), widget=_day())
    earliest = forms.TimeField(label=_("Not before"), required=False, widget=_time())
    latest = forms.TimeField(label=_("Not after"), required=False, widget=_time())

    def __init__(
        self,
        kinds: Sequence[AppointmentKind],
        people: Sequence[Practitioner],
        data: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["kind"] = forms.ChoiceField(
            label=_("What do you need?"), choices=[(str(kind.uuid), kind.name) for kind in kinds]
        )
        named = [(str(person.uuid), str(person)) for person in people]
        self.fields["practitioner"] = forms.ChoiceField(
            label=_("With"), required=False, choices=[("", _("Anybody who is free")), *named]
        )

    def wanted(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        who = said["practitioner"]
        return {
            "kind": UUID(said["kind"]),
            "practitioner": UUID(who) if who else None,
            "times": Times(said["from_on"], said["until_on"], said["earliest"], said["latest"]),
        }


def first_days(today: date, until: date) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {"from_on": today, "until_on": until}


class OfferForm(ShortListForm):
    """Yes to an offer, behind the short list. ``uuid`` makes sending it twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
