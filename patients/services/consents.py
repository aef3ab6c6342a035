"""Publishes what patients are asked to agree to, and keeps who agreed to which version, when."""

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_patient
from patients.enums import ConsentKind
from patients.models import Consent, ConsentText, Patient
from patients.own_pages import check_speaks_for_themselves
from patients.queries.consents import current_texts


def publish_text(*, by: User, kind: str, title: str, text: str, required: bool) -> ConsentText:
    """A new version of a text of the owner's clinic; whoever agreed to the one before is asked again.

    The same once more changes nothing. Raises NotFound, InvalidInput, Conflict.
    """
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    if kind not in ConsentKind.values:
        raise invalid(kind=_("Choose what the text is about."))
    title, text = title.strip(), "\n".join(text.strip().splitlines())
    if not title:
        raise invalid(title=_("Enter a title."))
    if not text:
        raise invalid(text=_("Enter the text."))
    try:
        with recorded(by=by, reason="text published"):
            return add_version(clinic, by, ConsentKind(kind), title, text, required=required)
    except IntegrityError as error:
        if "consent_text_version_once" in str(error):
            raise Conflict(_("Somebody published a version just now. Look at it first.")) from error
        raise


def add_version(
    clinic: Clinic, by: User, kind: ConsentKind, title: str, text: str, *, required: bool
) -> ConsentText:
    """The next version of a text, unless it is what the current one says. Called inside ``recorded``."""
    current = current_texts(clinic).filter(kind=kind).first()
    if current and (current.title, current.text, current.required) == (title, text, required):
        return current
    return ConsentText.objects.create(
        clinic=clinic,
        kind=kind,
        version=current.version + 1 if current else 1,
        title=title,
        text=text,
        required=required,
        published_by=by,
    )


def give_consent(*, by: User, text: UUID) -> Consent:
    """The patient, or a guardian for them, agrees to a text as it stands now. Agreeing again changes nothing.

    Raises NotFound, NotAllowed, Conflict when there is a newer version to read.
    """
    return _agree(by, check_speaks_for_themselves(by), text, "agreed")


def record_consent(*, by: User, patient: UUID, text: UUID) -> Consent:
    """Staff keep that a patient agreed on paper. Raises NotFound, Conflict."""
    record = get_patient(by, patient, Permission.EDIT_PATIENTS)
    return _agree(by, record, text, "agreed on paper")


def withdraw_consent(*, by: User, consent: UUID) -> Consent:
    """Takes it back; that it was given stays readable. Raises NotFound, NotAllowed, Conflict."""
    patient = check_speaks_for_themselves(by)
    with recorded(by=by, reason="consent withdrawn"):
        rows = Consent.objects.select_for_update(no_key=True, of=("self",)).select_related("text")
        found = rows.filter(uuid=consent, patient=patient).first()
        if found is None:
            raise NotFound(_("There is no such consent."))
        if found.withdrawn_at:
            raise Conflict(_("This was withdrawn before."))
        found.withdrawn_at, found.withdrawn_by = clock.now(), by
        found.save()
    return found


def _agree(by: User, patient: Patient, text: UUID, reason: str) -> Consent:
    found = ConsentText.objects.filter(uuid=text, clinic=patient.clinic).first()
    if found is None:
        raise NotFound(_("There is no such text."))
    if not current_texts(patient.clinic).filter(pk=found.pk).exists():
        raise Conflict(
            _("There is a newer version of this text. Please read that one."), code="newer_version"
        )
    with recorded(by=by, reason=reason):
        # Two clicks at once: the constraint lets one row stand, and both read it.
        Consent.objects.bulk_create(
            [Consent(patient=patient, text=found, given_by=by)], ignore_conflicts=True
        )
        return Consent.objects.select_related("text").get(patient=patient, text=found, withdrawn_at=None)
