"""The portal's forms: they shape input; what is allowed, the services decide."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.errors import ServiceError
from common.phones import region_of, show_phone
from common.validators import time_zones
from patients.enums import Relation
from patients.models import Patient, Preferences
from patients.services.details import PHONES

EMERGENCY = ("emergency_name", "emergency_phone", "emergency_relation")
PROFILE = ("name", "phone", "time_zone", "language", *EMERGENCY, "shows_weight")
PREFERENCES = ("reminders", "remind_at", "quiet_from", "quiet_to")


def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Zones by region, their places written as people write them."""
    regions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for zone in sorted(time_zones()):
        region, _slash, place = zone.partition("/")
        regions[region].append((zone, (place or region).replace("_", " ").replace("/", ", ")))
    return sorted(regions.items())


class ServiceForm(forms.Form):
    """A form whose services may refuse: their messages go to the fields they name."""

    def refuse(self, error: ServiceError) -> None:
        if not error.fields:
            self.add_error(None, str(error.message))
        for name, problems in error.fields.items():
            self.add_error(name if name in self.fields else None, [str(problem) for problem in problems])


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class ProfileForm(ServiceForm):
    """A patient's own details and reminders."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("Decides which day is today for you, and when the reminder comes."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    phone = forms.CharField(
        label=_("Phone"), max_length=32, required=False, widget=forms.TelInput({"autocomplete": "tel"})
    )
    emergency_name = forms.CharField(label=_("Whom to call in an emergency"), max_length=120, required=False)
    emergency_phone = forms.CharField(
        label=_("Their phone"), max_length=32, required=False, widget=forms.TelInput({"autocomplete": "off"})
    )
    emergency_relation = forms.ChoiceField(
        label=_("They are"), choices=[("", _("not said")), *Relation.choices], required=False
    )
    shows_weight = forms.BooleanField(label=_("Show my weight where it was measured"), required=False)
    reminders = forms.BooleanField(label=_("Remind me by e-mail on days with a session"), required=False)
    remind_at = forms.TimeField(label=_("Remind me at"), widget=_time_input())
    quiet_from = forms.TimeField(label=_("No messages from"), widget=_time_input())
    quiet_to = forms.TimeField(label=_("until"), widget=_time_input())

    @classmethod
    def of(
        cls, patient: Patient, preferences: Preferences, data: Mapping[str, Any] | None = None
    ) -> "ProfileForm":
        """The form as it stands in the database, with what was sent laid over it."""
        initial = {name: getattr(patient, name) for name in PROFILE}
        region = region_of(patient.clinic.time_zone)
        initial |= {name: show_phone(initial[name], region) for name in PHONES}
        return cls(data, initial=initial | {name: getattr(preferences, name) for name in PREFERENCES})

    def profile(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PROFILE}

    def preferences(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PREFERENCES}


class JoinForm(ServiceForm):
    """Asked of an invited patient whose e-mail address the clinic does not have."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))
