"""A visit that stands is moved or cancelled: by the patient up to the clinic's cut-off, or by staff."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound
from patients.models import Patient
from scheduling.access import get_appointment, get_own_appointment, get_practitioner
from scheduling.enums import OPEN, AppointmentStatus, BookableBy
from scheduling.models import Appointment, Practitioner
from scheduling.queries.policy import policy_of
from scheduling.queries.slots import look_for_slot
from scheduling.services.choosing import next_free, practitioner_for_patient, whole_minute
from scheduling.services.credits import return_credit
from scheduling.services.freed import slot_freed
from scheduling.services.refusals import SlotTaken, refuse_unless
from scheduling.services.taking import (
    Choice,
    give_back_expired,
    keep_at_time,
    lock_practitioners,
    locked_patient,
    locked_visit,
    release_holds,
)
from scheduling.services.telling import Before, appointment_changed

REASON_LENGTH = 240


def cancel_appointment(
    *,
    by: User,
    appointment: UUID,
    reason: str = "",
    patient: Patient | None = None,
    is_late: bool = False,
) -> Appointment:
    """Cancels a visit to come. ``patient``: through their own door, up to the cut-off; else by staff.

    ``is_late`` is for staff to say: what the clinic cancels costs the patient nothing otherwise. Raises
    NotFound, and Conflict: ``closed`` for what is over or cancelled already, ``too_late`` after the cut-off.
    """
    found = _through_door(by, appointment, patient)
    with recorded(by=by, reason=reason.strip()[:REASON_LENGTH] or "cancelled"):
        locked_patient(found.patient)
        row = open_visit(found.uuid)
        if patient and is_after_cutoff(row):
            raise too_late(row)
        return close_as_cancelled(row, by=by, reason=reason, is_late=is_late and patient is None)


def close_as_cancelled(row: Appointment, *, by: User | None, reason: str, is_late: bool) -> Appointment:
    """What every cancellation does, under the locks of whoever calls."""
    was = Before.of(row)
    row.status, row.sequence = AppointmentStatus.CANCELLED, row.sequence + 1
    row.cancelled_at, row.cancelled_by = clock.now(), by
    row.cancel_reason, row.is_late = reason.strip()[:REASON_LENGTH], is_late
    row.save()
    if not is_late:
        return_credit(row)
    appointment_changed(row, was=was, by=by)
    slot_freed(practitioner=row.practitioner, starts_at=row.blocks_from, ends_at=row.blocks_until)
    return row


def move_appointment(
    *,
    by: User,
    appointment: UUID,
    starts_at: datetime,
    practitioner: UUID | None = None,
    patient: Patient | None = None,
    overbook_reason: str = "",
) -> Appointment:
    """Gives a visit another time, and perhaps another practitioner. The old time is kept until it has it.

    Raises NotFound, InvalidInput, SlotTaken, and Conflict: ``closed``, ``too_late``, ``patient_busy``, and
    ``not_bookable`` when a patient moves what the clinic has confirmed or booked for them.
    """
    starts_at = whole_minute(starts_at)
    found = _through_door(by, appointment, patient)
    target = _target(by, found, practitioner, patient)
    try:
        with recorded(by=by, reason=overbook_reason.strip()[:REASON_LENGTH] or "moved"):
            owner = locked_patient(found.patient)
            lock_practitioners(found.practitioner, target)
            row = open_visit(found.uuid)
            if patient:
                _check_alone(row)
                release_holds(owner)
            if (row.starts_at, row.practitioner_id) == (starts_at, target.pk):
                return row
            why = "" if patient else overbook_reason.strip()[:REASON_LENGTH]
            return move_row(row, owner, target, starts_at, by=by, is_staff=patient is None, why=why)
    except SlotTaken as taken:
        raise SlotTaken(
            next_free(found.patient, found.kind, target, starts_at, staff=patient is None)
        ) from taken


def move_row(
    row: Appointment,
    patient: Patient,
    target: Practitioner,
    starts_at: datetime,
    *,
    by: User,
    is_staff: bool,
    why: str = "",
) -> Appointment:
    """What every move does, under the locks of the patient and of both practitioners."""
    give_back_expired([target], patient)
    verdict = look_for_slot(
        kind=row.kind,
        practitioner=target,
        starts_at=starts_at,
        patient=patient,
        staff=is_staff,
        ignoring=row,
    )
    refuse_unless(why, verdict.reason)
    was = Before.of(row)
    old = (row.practitioner, row.blocks_from, row.blocks_until)
    where = verdict.location or row.location_id
    for name, value in Choice(row.kind, target, starts_at, where).as_columns().items():
        setattr(row, name, value)
    row.sequence += 1
    _keep_there(row, why)
    appointment_changed(row, was=was, by=by)
    slot_freed(practitioner=old[0], starts_at=old[1], ends_at=old[2])
    return row


def _keep_there(row: Appointment, why: str) -> None:
    """Under the constraint where that is possible, as every booking; beside another with a reason only."""
    row.is_overbooked, row.overbook_reason = False, ""
    try:
        keep_at_time(row)
    except SlotTaken:
        if not why:
            raise
        row.is_overbooked, row.overbook_reason = True, why
        keep_at_time(row)


def open_visit(uuid: UUID) -> Appointment:
    """Under its lock: still to come. Raises Conflict ``closed``."""
    row = locked_visit(uuid)
    if row.status not in OPEN:
        raise Conflict(_("This visit is cancelled or over. Nothing was changed."), code="closed")
    if row.starts_at <= clock.now():
        raise Conflict(_("This visit has begun already. Nothing was changed."), code="closed")
    return row


def is_after_cutoff(row: Appointment) -> bool:
    """Is it so near that patients do not change it alone any more? What is only asked for never is."""
    return row.status == AppointmentStatus.BOOKED and clock.now() > changes_until(row)


def changes_until(row: Appointment) -> datetime:
    """The last moment at which the patient may change the visit alone."""
    return row.starts_at - timedelta(hours=policy_of(row.clinic).cutoff_hours)


def is_moved_alone(row: Appointment) -> bool:
    """Does a patient give this visit another time without the clinic's word? Not what the clinic confirms."""
    return row.status == AppointmentStatus.REQUESTED or row.kind.who_may_book == BookableBy.DIRECTLY


def _check_alone(row: Appointment) -> None:
    if is_after_cutoff(row):
        raise too_late(row)
    if not is_moved_alone(row):
        said = _("The clinic moves visits of this kind. Please reach them: %(ways)s")
        raise Conflict(said % {"ways": _ways(row)}, code="not_bookable")


def too_late(row: Appointment) -> Conflict:
    """How to reach the clinic instead."""
    said = _("It is too near to be changed here. Please reach the clinic: %(ways)s")
    return Conflict(said % {"ways": _ways(row)}, code="too_late")


def _ways(row: Appointment) -> str:
    return " ".join(filter(None, [row.clinic.phone, row.clinic.email])) or row.clinic.name


def _through_door(by: User, uuid: UUID, patient: Patient | None) -> Appointment:
    if patient:
        return get_own_appointment(patient, uuid)
    return get_appointment(by, uuid, Permission.EDIT_PATIENTS)


def _target(by: User, row: Appointment, practitioner: UUID | None, patient: Patient | None) -> Practitioner:
    if practitioner is None or practitioner == row.practitioner.uuid:
        return row.practitioner
    if patient is None:
        return get_practitioner(by, practitioner, Permission.EDIT_PATIENTS)
    found = practitioner_for_patient(patient, practitioner)
    if found is None:
        raise NotFound(_("There is no such practitioner."))
    return found
