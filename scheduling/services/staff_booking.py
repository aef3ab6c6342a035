"""The clinic books for a patient, and answers what patients asked for.

Staff have no notice and no horizon. What is outside the hours, or taken, they book with a reason only; and
what is taken stands beside the other visit then, marked as such.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_patient
from patients.models import Episode, Patient
from patients.services.at_the_door import check_not_stopped
from scheduling.access import get_appointment, get_kind, get_location, get_practitioner
from scheduling.enums import AppointmentStatus, Source
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.queries.slots import look_for_slot
from scheduling.services.changing import close_as_cancelled
from scheduling.services.choosing import next_free, whole_minute
from scheduling.services.credits import use_credit
from scheduling.services.refusals import SlotTaken, refuse_unless
from scheduling.services.taking import (
    Choice,
    give_back_expired,
    lock_limited,
    locked_patient,
    locked_visit,
    put_down,
    take,
)
from scheduling.services.telling import Before, appointment_changed

REASON_LENGTH = 240


def book_for_patient(
    *,
    by: User,
    uuid: UUID,
    patient: UUID,
    kind: UUID,
    practitioner: UUID,
    starts_at: datetime,
    episode: UUID | None = None,
    location: UUID | None = None,
    overbook_reason: str = "",
) -> Appointment:
    """Books for a patient; the same ``uuid`` again changes nothing.

    Raises NotFound, InvalidInput, SlotTaken unless ``overbook_reason`` says why, Conflict ``patient_busy``.
    """
    starts_at = whole_minute(starts_at)
    person = get_patient(by, patient, Permission.EDIT_PATIENTS)
    wanted = get_kind(by, kind, Permission.EDIT_PATIENTS)
    who = get_practitioner(by, practitioner, Permission.EDIT_PATIENTS)
    where = get_location(by, location).pk if location else None
    why = overbook_reason.strip()[:REASON_LENGTH]
    try:
        with recorded(by=by, reason=why or "booked"):
            return _book(by, uuid, locked_patient(person), wanted, who, starts_at, episode, where, why)
    except SlotTaken as taken:
        raise SlotTaken(next_free(person, wanted, who, starts_at, staff=True)) from taken


def approve_request(*, by: User, appointment: UUID) -> Appointment:
    """What the patient asked for is booked. Raises NotFound, Conflict ``closed`` or ``past``."""
    found = get_appointment(by, appointment, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="request approved"):
        check_stop(by, locked_patient(found.patient))
        row = _requested(found)
        was = Before.of(row)
        row.status, row.sequence = AppointmentStatus.BOOKED, row.sequence + 1
        row.save()
        appointment_changed(row, was=was, by=by)
    return row


def decline_request(*, by: User, appointment: UUID, reason: str) -> Appointment:
    """Says no to what the patient asked for. Raises NotFound, InvalidInput, Conflict ``closed``."""
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words: the patient reads it."))
    found = get_appointment(by, appointment, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="request declined"):
        locked_patient(found.patient)
        return close_as_cancelled(_requested(found), by=by, reason=reason, is_late=False)


def check_stop(by: User, patient: Patient) -> None:
    """A clinician sees the stop and books knowing of it; the front desk does not see why."""
    if not may(by, Permission.EDIT_CLINICAL):
        check_not_stopped(patient)


def _requested(found: Appointment) -> Appointment:
    row = locked_visit(found.uuid)
    if row.status != AppointmentStatus.REQUESTED:
        raise Conflict(_("Somebody answered this already."), code="closed")
    if row.starts_at <= clock.now():
        raise Conflict(_("The time that was asked for is over."), code="past")
    return row


def _book(
    by: User,
    uuid: UUID,
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
    episode: UUID | None,
    location: int | None,
    why: str,
) -> Appointment:
    check_stop(by, patient)
    if Appointment.objects.filter(uuid=uuid).exists():
        return _same(locked_visit(uuid), patient, kind, practitioner, starts_at)
    lock_limited(practitioner)
    give_back_expired([practitioner], patient)
    choice = choice_of_staff(kind, practitioner, starts_at, patient, location, why)
    columns: dict[str, Any] = {
        "status": AppointmentStatus.BOOKED,
        "source": Source.STAFF,
        "episode": own_episode(patient, episode),
        "booked_at": clock.now(),
        "booked_by": by,
    }
    row = take(choice, patient=patient, uuid=uuid, **columns)
    if row is None and why:
        columns |= {"is_overbooked": True, "overbook_reason": why}
        row = put_down(choice, patient=patient, uuid=uuid, **columns)
    if row is None:
        raise SlotTaken
    use_credit(row)
    appointment_changed(row, was=None, by=by)
    return row


def choice_of_staff(
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
    patient: Patient,
    location: int | None,
    why: str,
) -> Choice:
    """What staff want, looked at by the same rules. Raises what refuses it, unless they say why."""
    verdict = look_for_slot(
        kind=kind, practitioner=practitioner, starts_at=starts_at, patient=patient, staff=True
    )
    refuse_unless(why, verdict.reason)
    where = location or verdict.location
    if not kind.is_remote and where is None:
        raise invalid(location=_("Say where the patient is seen."))
    return Choice(kind, practitioner, starts_at, where)


def _same(
    twin: Appointment,
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
) -> Appointment:
    is_theirs = twin.source == Source.STAFF and (twin.patient_id, twin.kind_id) == (patient.pk, kind.pk)
    is_there = (twin.practitioner_id, twin.starts_at) == (practitioner.pk, starts_at)
    # What was moved since is still the booking that a retry asks for.
    if not is_theirs or not (is_there or twin.sequence):
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def own_episode(patient: Patient, uuid: UUID | None) -> Episode | None:
    """One of the patient's, or none where none is named. Raises NotFound."""
    if uuid is None:
        return None
    found = Episode.objects.filter(patient=patient, uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such episode."))
    return found
