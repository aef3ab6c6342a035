"""What a visitor of the public page is asked beside the warning signs: how old, and how to be reached."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.rules.ages import ADULT, OLDEST, years_between
from patients.services.visitors import LENGTHS, Visitor
from portal.forms import ServiceForm, time_zone_choices
from portal.start_state import Start


class AgeForm(ServiceForm):
    """The age decides which questions are asked, and who may answer them."""

    date_of_birth = forms.DateField(
        label=_("Date of birth of the person with the knee pain"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please enter the date of birth."),
            "invalid": _("Please enter a date, such as 1990-05-24."),
        },
    )
    guardian_name = forms.CharField(
        label=_("Name of the parent or guardian"), max_length=LENGTHS["guardian_name"], required=False
    )
    condition = forms.ChoiceField(label=_("What is it about?"))

    def __init__(self, conditions: Sequence[tuple[str, str]], today: date, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self.today = today
        if len(conditions) > 1:
            self.fields["condition"] = forms.ChoiceField(label=_("What is it about?"), choices=conditions)
        else:
            del self.fields["condition"]

    def clean_date_of_birth(self) -> date:
        born: date = self.cleaned_data["date_of_birth"]
        if not 0 <= years_between(born, self.today) <= OLDEST:
            raise forms.ValidationError(_("Look at the year again."))
        return born

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        born = data.get("date_of_birth")
        if born and years_between(born, self.today) < ADULT and not data.get("guardian_name"):
            problem = _("Under 18, a parent or guardian has to fill this in. Please give your name.")
            self.add_error("guardian_name", problem)
        return data

    @property
    def asks_for_guardian(self) -> bool:
        """Only where it matters: after a date of birth under 18."""
        return bool("guardian_name" in self.errors or self["guardian_name"].value())


class DetailsForm(ServiceForm):
    """How the clinic reaches the visitor. ``website`` is seen by machines only: who fills it in is one.

    ``challenge`` and ``proof`` are a script's (portal/proof.py); nothing is missing without them.
    """

    name = forms.CharField(
        label=_("Name"), max_length=LENGTHS["name"], widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LENGTHS["email"],
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone, if you like"),
        max_length=LENGTHS["phone"],
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    message = forms.CharField(
        label=_("What is it about?"),
        max_length=LENGTHS["message"],
        required=False,
        help_text=_("Since when, what makes it worse, what you would like to do again."),
        widget=forms.Textarea({"rows": 4}),
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=time_zone_choices,
        help_text=_("So that we call and write at an hour that suits you."),
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )

    challenge = forms.CharField(required=False, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_by_machine(self) -> bool:
        return bool(self.data.get("website"))

    def visitor(self, start: Start) -> Visitor:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("name", "email", "phone", "message", "time_zone")}
        return Visitor(**plain, date_of_birth=start.date_of_birth, guardian_name=start.guardian)


class CodeForm(ServiceForm):
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": _("Please enter the code.")},
    )
