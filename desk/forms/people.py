"""Access for somebody else, and the texts patients agree to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.base import DateInput
from patients.enums import ConsentKind, ProxyScope, Relation
from patients.models import Patient


class AccessForm(forms.Form):
    """Who may come in to a patient's pages, and what they may do there."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("Their own e-mail address"),
        help_text=_("They sign in with codes to this address. A mail tells them."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(label=_("They are"), choices=[("", _("Choose")), *Relation.choices])
    scope = forms.ChoiceField(label=_("They"), choices=ProxyScope.choices)
    is_guardian = forms.BooleanField(
        label=_("Legal guardian"),
        required=False,
        help_text=_("Agrees and acts for a patient under 18. Ends by itself on the 18th birthday."),
    )
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DateInput, help_text=_("The last day. Empty: until ended.")
    )

    def __init__(self, patient: Patient, data: Mapping[str, Any] | None = None) -> None:
        minor = patient.is_minor()
        scope = ProxyScope.ACT if minor else ProxyScope.VIEW
        super().__init__(data, initial={"is_guardian": minor, "scope": scope})
        if patient.age() is not None and not minor:
            del self.fields["is_guardian"]


class ConsentTextForm(forms.Form):
    """A new version of a text; what is published is never changed."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=ConsentKind.choices)
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        help_text=_("Plain text. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    required = forms.BooleanField(
        label=_("Needed to use the portal"),
        required=False,
        help_text=_("Patients agree before they see anything else, and again when the text has changed."),
    )
