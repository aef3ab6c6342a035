"""What the record says about a person: which fields each side may change, and the form they are kept in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Required, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.access import clinics_where
from accounts.models import User
from accounts.permissions import Permission
from accounts.queries import clinicians_of
from common import clock
from common.errors import InvalidInput
from common.phones import read_phone, region_of
from patients.models import Patient

# What each side may change. A field that is not named here is not changed, whatever a form sends.
CONTACTS = ("emergency_name", "emergency_phone", "emergency_relation", "shows_weight")
OWN_FIELDS = ("name", "phone", "time_zone", "language", *CONTACTS)
STAFF_FIELDS = (*OWN_FIELDS, "email", "date_of_birth", "referral_source", "primary_physio")
# A letter of referral names a diagnosis: the note about it is for those who read the record.
CLINICAL_FIELDS = ("referral_note",)
PHONES = ("phone", "emergency_phone")


class Details(TypedDict, total=False):
    """What can be said about a person when they are registered; ``primary_physio`` is a user's UUID."""

    name: Required[str]
    email: str
    phone: str
    date_of_birth: date | None
    time_zone: str
    language: str
    emergency_name: str
    emergency_phone: str
    emergency_relation: str
    referral_source: str
    referral_note: str
    primary_physio: UUID | None
    shows_weight: bool


def allowed(by: User, patient: Patient, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that this member of staff may make."""
    names: tuple[str, ...] = STAFF_FIELDS
    if not changes.keys().isdisjoint(CLINICAL_FIELDS):
        writes = clinics_where(by, Permission.EDIT_CLINICAL).filter(pk=patient.clinic_id).exists()
        names += CLINICAL_FIELDS if writes else ()
    return {name: changes[name] for name in names if name in changes}


def set_details(patient: Patient, changes: Mapping[str, Any]) -> None:
    """Lays the changes over the record, in the form that is kept. Raises InvalidInput naming each field."""
    problems: dict[str, list[str]] = {}
    for name, value in changes.items():
        try:
            setattr(patient, name, _in_form(patient, name, value))
        except ValidationError as error:
            problems[name] = error.messages
    problems |= _problems(patient)
    if problems:
        raise InvalidInput(_("Please look at the marked fields."), fields=problems)


def _in_form(patient: Patient, name: str, value: Any) -> Any:
    if name == "primary_physio":
        return _physio(patient, value)
    if not isinstance(value, str):
        return value
    if name in PHONES and value.strip() != getattr(patient, name):
        return read_phone(value, region_of(patient.clinic.time_zone))
    return value.strip().lower() if name == "email" else value.strip()


def _physio(patient: Patient, uuid: UUID | str | None) -> User | None:
    """Somebody who works here and sees the record; or whoever it was before."""
    if not uuid:
        return None
    if patient.primary_physio and str(patient.primary_physio.uuid) == str(uuid):
        return patient.primary_physio
    found = clinicians_of(patient.clinic).filter(user__uuid=uuid).first()
    if found is None:
        raise ValidationError(_("Choose one of the clinic's physiotherapists."))
    return found.user


def _problems(patient: Patient) -> dict[str, list[str]]:
    try:
        elsewhere = ["clinic", "user", "primary_physio", "merged_into"]
        patient.full_clean(exclude=elsewhere, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return error.message_dict
    if patient.date_of_birth and patient.date_of_birth > clock.today_in(patient.time_zone):
        return {"date_of_birth": [_("This day is in the future.")]}
    return {}
