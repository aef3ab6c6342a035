"""A patient's details, and an episode of care."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from accounts.queries import clinicians_of
from common.phones import region_of, show_phone
from common.validators import time_zones, validate_time_zone
from desk.forms.base import DateInput
from patients.enums import ReferralSource, Relation, Side
from patients.models import Patient
from patients.services.details import CLINICAL_FIELDS, PHONES, STAFF_FIELDS


def phone_input() -> forms.TelInput:
    return forms.TelInput(attrs={"autocomplete": "off"})


class PatientForm(forms.Form):
    """Who the patient is and how to reach them. Only the name is needed."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    date_of_birth = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=DateInput,
        help_text=_("Under 18 a parent or guardian is needed. Unknown counts as an adult, so please ask."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For the invitation, sign-in codes and reminders."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False, widget=phone_input())
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        help_text=_("Where the patient lives: their days and reminders follow it."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    emergency_name = forms.CharField(
        label=_("Whom to call in an emergency"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    emergency_phone = forms.CharField(
        label=_("Their phone"), max_length=32, required=False, widget=phone_input()
    )
    emergency_relation = forms.ChoiceField(
        label=_("They are"), choices=[("", _("not said")), *Relation.choices], required=False
    )
    primary_physio = forms.ChoiceField(label=_("Physio in charge"), required=False)
    referral_source = forms.ChoiceField(
        label=_("Came through"), choices=[("", _("not said")), *ReferralSource.choices], required=False
    )
    referral_note = forms.CharField(
        label=_("Referred by, and with what"),
        max_length=240,
        required=False,
        help_text=_("Seen by those who read the record, not by the front desk."),
    )
    shows_weight = forms.BooleanField(
        label=_("The patient wants to see their weight"),
        required=False,
        help_text=_("Otherwise weight is hidden on their pages."),
    )

    zones = sorted(time_zones())
    groups = (
        (_("Person"), ("name", "date_of_birth", "email", "phone", "time_zone", "language")),
        (_("In an emergency"), ("emergency_name", "emergency_phone", "emergency_relation")),
        (_("Care"), ("primary_physio", "referral_source", "referral_note", "shows_weight")),
    )

    def __init__(
        self,
        clinic: Clinic,
        data: Mapping[str, Any] | None = None,
        *,
        patient: Patient | None = None,
        sees_record: bool,
    ) -> None:
        super().__init__(data, initial=_initial(patient) if patient else _usual(clinic))
        self.fields["primary_physio"].choices = _physios(clinic, patient)  # type: ignore[attr-defined]
        if not sees_record:
            del self.fields["referral_note"]

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in self.groups
        ]


def _usual(clinic: Clinic) -> dict[str, Any]:
    return {"time_zone": clinic.time_zone, "language": clinic.language}


def _initial(patient: Patient) -> dict[str, Any]:
    region, physio = region_of(patient.clinic.time_zone), patient.primary_physio
    kept = {name: getattr(patient, name) for name in (*STAFF_FIELDS, *CLINICAL_FIELDS)}
    shown = {name: show_phone(kept[name], region) for name in PHONES}
    return kept | shown | {"primary_physio": str(physio.uuid) if physio else ""}


def _physios(clinic: Clinic, patient: Patient | None) -> list[tuple[str, Any]]:
    """Who works here now, and whoever is in charge still although they have left."""
    people = [member.user for member in clinicians_of(clinic)]
    if patient and patient.primary_physio and patient.primary_physio not in people:
        people.append(patient.primary_physio)
    return [("", _("nobody yet")), *((str(user.uuid), str(user)) for user in people)]


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
