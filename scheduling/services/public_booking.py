"""Somebody new books on a clinic's public page: they become a patient and have the time, or neither."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Clinic
from audit.context import recorded
from common.errors import Conflict, NotFound
from patients.services.admitting import admit_visitor
from patients.services.visitors import Visitor
from scheduling.enums import Source
from scheduling.models import Appointment
from scheduling.queries.public import kinds_for_new
from scheduling.services.address_checks import is_confirmed
from scheduling.services.booking import NOTE_LENGTH, book_appointment


def book_as_visitor(
    *,
    clinic: Clinic,
    uuid: UUID,
    visitor: Visitor,
    screening: UUID,
    check: UUID,
    kind: UUID,
    practitioner: UUID | None,
    starts_at: datetime,
) -> Appointment:
    """The visitor's first visit. The same ``uuid`` again is the same booking; a refusal registers nobody.

    ``check`` is the confirmed one of the visitor's address (services/address_checks.py). Raises NotFound,
    InvalidInput, SlotTaken, and Conflict: ``code_needed``, ``known``, ``red_flag``, ``screening_needed``,
    ``not_bookable``, ``id_taken``.
    """
    if twin := _twin(clinic, uuid):
        return twin
    if not kinds_for_new(clinic).filter(uuid=kind).exists():
        raise NotFound(_("There is no such kind of appointment."))
    if not is_confirmed(clinic, check, visitor.email):
        raise Conflict(_("Please confirm your e-mail address first."), code="code_needed")
    try:
        with recorded(by=None, reason="booked on the public page"):
            admitted = admit_visitor(clinic=clinic, screening=screening, visitor=visitor)
            return book_appointment(
                by=admitted.account,
                patient=admitted.patient,
                uuid=uuid,
                kind=kind,
                practitioner=practitioner,
                starts_at=starts_at,
                screening=admitted.screening.uuid,
                patient_note=visitor.message.strip()[:NOTE_LENGTH],
                source=Source.PUBLIC,
            )
    except Conflict:
        # A doubled click: the first of the two has made the patient and the visit meanwhile.
        if twin := _twin(clinic, uuid):
            return twin
        raise


def _twin(clinic: Clinic, uuid: UUID) -> Appointment | None:
    return Appointment.objects.filter(uuid=uuid, clinic=clinic, source=Source.PUBLIC).first()
