"""Raises the stop that a warning sign asks for, and notes that somebody has spoken to the patient.

Lifting it is in programs/services/red_flags.py: it decides over what was paused.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.enums import Outcome
from patients.gate_access import get_stop
from patients.models import Patient, Screening, Stop
from patients.services.deadlines import contact_by
from patients.services.stop_mail import tell_clinic
from patients.services.waiting_signals import keep_stop_signal

NOTE_LENGTH = 500


def raise_stop(patient: Patient, screening: Screening, level: Outcome | None = None) -> Stop:
    """Called in the transaction that keeps the answers, or gives a visitor's answers to a patient.

    ``level`` is what else was told with the answers, where that asks for a stop and they do not.
    """
    level = level or Outcome(screening.outcome)
    stop = Stop.objects.create(
        patient=patient,
        screening=screening,
        level=level,
        raised_at=screening.given_at,
        contact_by=contact_by(level, screening.given_at, screening.clinic.time_zone),
    )
    tell_clinic(stop)
    keep_stop_signal(patient)
    return stop


def record_contact(*, by: User, stop: UUID, note: str) -> Stop:
    """Somebody reached the patient; ``note`` says what came of it. The stop holds on.

    Raises NotFound, InvalidInput, Conflict when it was noted already or the stop was lifted.
    """
    note, found = said(note, "note"), get_stop(by, stop, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="patient contacted"):
        record = locked(found)
        if record.contacted_at:
            raise Conflict(_("Somebody has noted a contact already."), code="contacted")
        record.contacted_at, record.contacted_by, record.contact_note = clock.now(), by, note
        record.save()
        keep_stop_signal(record.patient)
    return record


def locked(stop: Stop) -> Stop:
    """The stop under its lock. Raises Conflict when it was lifted already."""
    rows = Stop.objects.select_for_update(no_key=True, of=("self",)).select_related("patient__clinic")
    record = rows.get(pk=stop.pk)
    if record.lifted_at:
        raise Conflict(_("Somebody has lifted this stop already."), code="lifted")
    return record


def said(text: str, field: str) -> str:
    """What a clinician writes at a stop: a few words at least. Raises InvalidInput."""
    text = text.strip()
    if not text:
        raise invalid(**{field: _("Say it in a few words.")})
    if len(text) > NOTE_LENGTH:
        raise invalid(**{field: _("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH}})
    return text
