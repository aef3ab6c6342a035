"""Booking as forms: what an address asks for, a time that is taken, the words with it, and a cancellation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.errors import ServiceError
from portal.forms import ServiceForm
from portal.pages.visit_times import ANYBODY, Asked
from portal.screen_forms import ShortListForm
from scheduling.services.booking import NOTE_LENGTH
from scheduling.services.choosing import whole_minute

REASON_LENGTH = 240


class WhoField(forms.CharField):
    """A practitioner's id, or anybody; empty is not said."""

    def to_python(self, value: Any) -> UUID | str | None:  # type: ignore[override]
        said = super().to_python(value)
        if said in {"", ANYBODY}:
            return said or None
        try:
            return UUID(said)
        except ValueError as error:
            raise ValidationError(_("There is no such practitioner.")) from error


class WeekForm(forms.Form):
    """The address of a week; whatever makes no sense in it counts as not said."""

    week = forms.DateField(required=False)
    day = forms.DateField(required=False)
    who = WhoField(required=False)

    def asked(self) -> Asked:
        self.full_clean()
        return Asked(**{name: self.cleaned_data.get(name) for name in self.fields})


class TimeForm(forms.Form):
    """A time that is taken: when, and with whom."""

    at = forms.DateTimeField(widget=forms.HiddenInput)
    who = WhoField(required=False, widget=forms.HiddenInput)

    def clean_at(self) -> datetime:
        """A time that a visit could have at all; whether it is free, the services say."""
        try:
            return whole_minute(self.cleaned_data["at"])
        except ServiceError as error:
            raise ValidationError(str(error.message)) from error

    def practitioner(self) -> UUID | None:
        who = self.cleaned_data.get("who")
        return who if isinstance(who, UUID) else None


class HeldForm(TimeForm):
    """The address of a time that is kept for the patient, under the id that its booking will have."""

    id = forms.UUIDField(widget=forms.HiddenInput)


class BookForm(HeldForm, ShortListForm):
    """The whole booking. ``id`` makes sending it twice the same as once."""

    note = forms.CharField(
        label=_("Anything to say before? You can leave it empty."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class CancelForm(ServiceForm):
    """Why a visit is cancelled, if somebody wants to say."""

    reason = forms.CharField(
        label=_("Why? You can leave it empty."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
