"""Invites patients by a link that works once and for a while, and lets them in."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, NotFound, invalid
from notifications.services.outbox import plan_message
from patients.access import get_patient
from patients.models import Invitation, Patient
from patients.services.guardians import check_guardian

VALID_FOR = timedelta(days=7)
KIND = "invitation"
SALT = "patients.invitation"


def invite_patient(*, by: User, patient: UUID, by_mail: bool) -> Invitation:
    """A new way in for a patient; an earlier one that was not used stops working.

    Under 18 it goes to the guardian, who comes in by their own account: it opens none for the child.
    Raises NotFound, Conflict for a patient who signs in already and for a child without a guardian,
    InvalidInput for a mail to nobody.
    """
    found = get_patient(by, patient, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="invited"):
        record, now = _locked(found), clock.now()
        _check_invitable(record, by_mail=by_mail)
        Invitation.objects.filter(patient=record, used_at=None, revoked_at=None).update(revoked_at=now)
        invitation = Invitation.objects.create(patient=record, invited_by=by, expires_at=now + VALID_FOR)
        if by_mail:
            plan_message(
                key=f"{KIND}:{invitation.uuid}",
                clinic=record.clinic,
                kind=KIND,
                context={"invitation": str(invitation.uuid)},
                due_at=now,
                expires_at=invitation.expires_at,
                urgent=True,
            )
    return invitation


def _locked(patient: Patient) -> Patient:
    """Always the patient first: whoever invites, accepts or changes the address waits for the others."""
    rows = Patient.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic")
    return rows.get(pk=patient.pk)


def _check_invitable(patient: Patient, *, by_mail: bool) -> None:
    if patient.user_id:
        raise Conflict(_("This patient has signed in already."))
    check_guardian(patient)
    if by_mail and not patient.email and not patient.is_minor():
        raise invalid(email=_("This patient has no e-mail address. Add one, or print the invitation."))


def token_for(invitation: Invitation) -> str:
    """The text that goes into the link."""
    return signing.dumps(str(invitation.uuid), salt=SALT)


def find_invitation(token: str) -> Invitation:
    """The open invitation of a link. Raises NotFound for a used, revoked, expired or forged one."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise _closed() from error
    invitation = (
        Invitation.objects.select_related("patient__clinic")
        .filter(uuid=uuid, used_at=None, revoked_at=None, expires_at__gt=clock.now())
        .filter(patient__merged_into=None)
        .first()
    )
    if invitation is None:
        raise _closed()
    return invitation


def accept_invitation(*, token: str, email: str = "") -> User:
    """Uses up a link and returns the account it opens. ``email`` is asked only when we have none.

    Raises NotFound for a link that does not work any more, InvalidInput for an address in use, Conflict under
    18: who stands at the door may be the child, or hold the guardian's letter without being the guardian.
    """
    found = find_invitation(token)
    if found.patient.is_minor():
        raise Conflict(_("Under 18, a parent or guardian signs in with a code to their own address."))
    address = (found.patient.email or email).strip().lower()
    _check_address(address)
    try:
        with recorded(by=None, reason="invitation accepted"):
            patient = _locked(found.patient)
            invitation = Invitation.objects.select_for_update(no_key=True).get(pk=found.pk)
            if invitation.used_at or invitation.revoked_at or patient.user_id:
                raise _closed()
            invitation.used_at = clock.now()
            invitation.save()
            return _open_account(patient, patient.email or address)
    except IntegrityError as error:
        # Another patient of this clinic has the address, or somebody took it this very moment.
        raise _taken() from error


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise invalid(email=_("Enter your e-mail address.")) from error
    if User.objects.filter(email=address).exists():
        raise _taken()


def _open_account(patient: Patient, address: str) -> User:
    user = User.objects.create_user(address, name=patient.name)
    patient.user, patient.email = user, address
    patient.save()
    return user


def _taken() -> InvalidInput:
    return invalid(email=_("This e-mail address has an account already. Please call your clinic."))


def _closed() -> NotFound:
    return NotFound(_("This invitation does not work any more. Ask your clinic for a new one."))
