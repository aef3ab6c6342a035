"""Members of staff and the clinic itself, for the owner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from common.validators import time_zones, validate_time_zone
from desk.forms.base import DateInput


class MemberForm(forms.Form):
    """Somebody new; the password they choose themselves."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(label=_("E-mail"), help_text=_("The link to choose a password goes there."))
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.PHYSIOTHERAPIST)


class RoleForm(forms.Form):
    """What somebody may do here."""

    role = forms.ChoiceField(label=_("Role"), choices=Role)


class LicenceForm(forms.Form):
    """Under what somebody signs assessments and notes."""

    licence_number = forms.CharField(
        label=_("Licence number"),
        max_length=60,
        required=False,
        help_text=_("Without one, this person can draft but not sign."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    licence_expires_on = forms.DateField(
        label=_("Valid until"), required=False, widget=DateInput, help_text=_("Its last day.")
    )


class ClinicForm(forms.Form):
    """What patients read about the clinic, and where its clocks are."""

    name = forms.CharField(label=_("Name"), max_length=120)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=32, required=False, help_text=_("Patients see it when they need help.")
    )
    emergency_number = forms.CharField(
        label=_("Emergency number"),
        max_length=32,
        help_text=_("The number patients call in an emergency where you are."),
    )

    zones = sorted(time_zones())
