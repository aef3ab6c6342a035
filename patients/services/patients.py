"""Registers patients and keeps their details."""

from typing import Any, Unpack
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic
from accounts.models import User
from accounts.permissions import Permission
from accounts.services.addresses import move_account
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_patient
from patients.models import Invitation, Patient, Preferences
from patients.own_pages import check_speaks_for_themselves
from patients.queries.duplicates import Duplicate, duplicates_of
from patients.services.address_mail import tell_old_address
from patients.services.details import OWN_FIELDS, Details, allowed, set_details
from patients.services.preferences import schedule


class PossibleDuplicates(Conflict):
    """Somebody in the records is likely the same person; ``found`` says who and why."""

    code = "possible_duplicate"

    def __init__(self, found: list[Duplicate]) -> None:
        super().__init__(
            _("This may be somebody who is registered already. Look first, or say that it is not."),
            fields={"patients": [str(duplicate.patient.uuid) for duplicate in found]},
        )
        self.found = found


def register_patient(*, by: User, confirm_new: bool = False, **details: Unpack[Details]) -> Patient:
    """A new patient at the clinic of ``by``; zone and language default to the clinic's.

    ``confirm_new`` says that it is nobody who is registered already. Raises NotFound, InvalidInput naming
    each field, and PossibleDuplicates.
    """
    clinic = get_clinic(by, Permission.EDIT_PATIENTS)
    patient = Patient(clinic=clinic, time_zone=clinic.time_zone, language=clinic.language)
    said = {name: value for name, value in details.items() if value not in ("", None)}
    with recorded(by=by, reason="registered"):
        set_details(patient, {"name": "", **allowed(by, patient, said)})
        _save(patient)
        if not confirm_new:
            _look_for(patient)
        Preferences.objects.create(patient=patient)
    return patient


def _look_for(patient: Patient) -> None:
    """After the rules of the record itself: an address that is taken cannot be registered anyway."""
    if found := duplicates_of(patient):
        raise PossibleDuplicates(found)


def update_patient(*, by: User, patient: UUID, changes: dict[str, Any]) -> Patient:
    """Changes by staff. Raises NotFound, InvalidInput."""
    record = get_patient(by, patient, Permission.EDIT_PATIENTS)
    return _change(record, by, allowed(by, record, changes))


def update_own_profile(*, by: User, changes: dict[str, Any]) -> Patient:
    """Changes by the patient themselves, or a guardian. Raises NotFound, NotAllowed, InvalidInput."""
    patient = check_speaks_for_themselves(by)
    return _change(patient, by, {name: changes[name] for name in OWN_FIELDS if name in changes})


def _change(found: Patient, by: User, changes: dict[str, Any]) -> Patient:
    """Under a lock, so that of two who change different fields at once neither undoes the other."""
    with recorded(by=by, reason="details changed"):
        rows = Patient.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic")
        patient = rows.get(pk=found.pk)
        address = patient.email
        set_details(patient, changes)
        _save(patient)
        if patient.email != address:
            _leave_address(patient, address)
        if "time_zone" in changes:
            _move_reminder(patient)
    return patient


def _leave_address(patient: Patient, before: str) -> None:
    """What was sent to the address before opens nothing any more: it may have been somebody else's."""
    if patient.user:
        if not patient.email:
            raise invalid(email=_("This patient signs in by their e-mail address. Enter one."))
        move_account(user=patient.user, address=patient.email)
        tell_old_address(patient, before)
    elif before:
        waiting = Invitation.objects.filter(patient=patient, used_at=None, revoked_at=None)
        waiting.update(revoked_at=clock.now())


def _move_reminder(patient: Patient) -> None:
    """The reminder is at a time of the wall clock: in another zone that is another moment."""
    waiting = Preferences.objects.select_for_update(no_key=True).filter(
        patient=patient, next_reminder_at__isnull=False
    )
    if preferences := waiting.first():
        preferences.patient = patient
        schedule(preferences)


def _save(patient: Patient) -> None:
    try:
        patient.save()
    except IntegrityError as error:
        if "patient_email_once_a_clinic" in str(error):
            raise invalid(email=_("Another patient of this clinic has this e-mail address.")) from error
        raise
