"""A patient takes a time: keeps it for some minutes while the form is filled in, then books it.

The id is made by the client: the same id again is the same hold, and then the same booking. Doubled clicks
and retries book once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.models import Episode, Patient
from patients.services.at_the_door import answered_for
from scheduling.enums import AppointmentStatus, BookableBy, Source
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.queries.policy import policy_of
from scheduling.queries.slots import fits
from scheduling.services.choosing import (
    choices,
    kind_for_patient,
    next_free,
    practitioner_for_patient,
    whole_minute,
)
from scheduling.services.credits import use_credit
from scheduling.services.refusals import SlotTaken, refuse
from scheduling.services.taking import (
    give_back_expired,
    keep_at_time,
    lock_practitioners,
    locked_patient,
    locked_visit,
    release_holds,
    take,
)
from scheduling.services.telling import appointment_changed

NOTE_LENGTH = 500
# However often it is refreshed, a time is not kept longer than this from its first hold.
LONGEST_HOLD = timedelta(minutes=40)


def hold_slot(
    *, by: User, patient: Patient, uuid: UUID, kind: UUID, practitioner: UUID | None, starts_at: datetime
) -> Appointment:
    """Keeps a time for the clinic's ``hold_minutes``; the patient's earlier hold is given back.

    The same ``uuid`` again keeps it longer. The caller has been through the patient's door. Raises NotFound,
    InvalidInput, SlotTaken, and Conflict: ``not_bookable``, ``patient_busy``, ``id_taken``.
    """
    starts_at = whole_minute(starts_at)
    wanted = kind_for_patient(patient, kind)
    person = practitioner_for_patient(patient, practitioner)
    with _next_times(patient, wanted, person, starts_at), recorded(by=by, reason="time held"):
        patient = locked_patient(patient)
        if twin := _twin(uuid):
            return _refreshed(_same(twin, patient, wanted, person, starts_at))
        release_holds(patient)
        until = clock.now() + _hold_for(patient)
        return _take(
            patient,
            wanted,
            person,
            starts_at,
            uuid=uuid,
            status=AppointmentStatus.HELD,
            source=Source.PORTAL,
            hold_expires_at=until,
        )


def release_hold(*, by: User, patient: Patient, uuid: UUID) -> None:
    """The time is free again. A hold that is over, or none, is given back already."""
    with recorded(by=by, reason="time given back"):
        patient = locked_patient(patient)
        held = Appointment.objects.filter(patient=patient, uuid=uuid, status=AppointmentStatus.HELD)
        held.update(status=AppointmentStatus.EXPIRED)


def book_appointment(
    *,
    by: User,
    patient: Patient,
    uuid: UUID,
    kind: UUID,
    practitioner: UUID | None,
    starts_at: datetime,
    screening: UUID,
    episode: UUID | None = None,
    patient_note: str = "",
    source: Source = Source.PORTAL,
) -> Appointment:
    """Books a time, or asks for it where the clinic confirms. A hold with this ``uuid`` becomes the booking.

    ``screening`` is the patient's, answered within a day. The caller has been through the patient's door.
    Raises NotFound, InvalidInput, SlotTaken, and Conflict: ``red_flag``, ``stopped``, ``screening_needed``,
    ``not_bookable``, ``patient_busy``, ``id_taken``.
    """
    starts_at = whole_minute(starts_at)
    wanted = kind_for_patient(patient, kind)
    person = practitioner_for_patient(patient, practitioner)
    if len(patient_note.strip()) > NOTE_LENGTH:
        raise invalid(patient_note=_("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH})
    with _next_times(patient, wanted, person, starts_at), recorded(by=by, reason="booked"):
        patient = locked_patient(patient)
        twin = _twin(uuid)
        if twin and _is_firm(_same(twin, patient, wanted, person, starts_at)):
            return twin
        columns = {
            "status": _status_of(wanted),
            "source": source,
            "screening": answered_for(patient, screening),
            "episode": _own_episode(patient, episode),
            "patient_note": patient_note.strip(),
            "booked_at": clock.now(),
            "booked_by": by,
        }
        release_holds(patient, but=uuid)
        row = (
            _confirmed(twin, columns)
            if twin
            else _take(patient, wanted, person, starts_at, uuid=uuid, **columns)
        )
        use_credit(row)
        appointment_changed(row, was=None, by=by)
    return row


def _take(
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner | None,
    starts_at: datetime,
    **columns: Any,
) -> Appointment:
    """The first of those who are free that nobody else takes meanwhile. Raises SlotTaken."""
    for choice in choices(patient, kind, practitioner, starts_at):
        if row := take(choice, patient=patient, **columns):
            return row
    raise SlotTaken


@contextmanager
def _next_times(
    patient: Patient, kind: AppointmentKind, practitioner: Practitioner | None, starts_at: datetime
) -> Iterator[None]:
    """Adds the next free times to a SlotTaken, when everything is undone and no lock is held any more."""
    try:
        yield
    except SlotTaken as taken:
        raise SlotTaken(next_free(patient, kind, practitioner, starts_at)) from taken


def _twin(uuid: UUID) -> Appointment | None:
    return locked_visit(uuid) if Appointment.objects.filter(uuid=uuid).exists() else None


def _same(
    twin: Appointment,
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner | None,
    starts_at: datetime,
) -> Appointment:
    """What the id was used for, if that is what is asked for again. Raises Conflict ``id_taken``."""
    is_same = (
        twin.patient_id == patient.pk
        and twin.kind_id == kind.pk
        and twin.source != Source.STAFF
        and (practitioner is None or twin.practitioner_id == practitioner.pk)
        # What was moved since is still the booking that a retry asks for.
        and (twin.starts_at == starts_at or twin.sequence > 0)
    )
    if not is_same:
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def _is_firm(row: Appointment) -> bool:
    return row.booked_at is not None


def _refreshed(held: Appointment) -> Appointment:
    """Kept a little longer. Raises Conflict ``hold_expired`` when it is over, or was for too long."""
    now = clock.now()
    if _is_firm(held):
        raise Conflict(_("This is booked already."), code="id_taken")
    if not _still_held(held) or held.created_at < now - LONGEST_HOLD:
        raise Conflict(_("This time is not kept for you any more."), code="hold_expired")
    held.hold_expires_at = now + _hold_for(held.patient)
    held.save(update_fields=["hold_expires_at"])
    return held


def _still_held(row: Appointment) -> bool:
    ends_at = row.hold_expires_at
    return row.status == AppointmentStatus.HELD and ends_at is not None and ends_at > clock.now()


def _confirmed(held: Appointment, columns: dict[str, Any]) -> Appointment:
    """The hold as the booking. One that is over is taken again, if nobody else has. Raises SlotTaken."""
    if not _still_held(held):
        lock_practitioners(held.practitioner)
        give_back_expired([held.practitioner], held.patient)
        _check_again(held)
    for name, value in columns.items():
        setattr(held, name, value)
    held.hold_expires_at = None
    keep_at_time(held)
    return held


def _check_again(held: Appointment) -> None:
    reason = fits(
        kind=held.kind, practitioner=held.practitioner, starts_at=held.starts_at, patient=held.patient
    )
    if reason:
        refuse(reason)


def _hold_for(patient: Patient) -> timedelta:
    return timedelta(minutes=policy_of(patient.clinic).hold_minutes)


def _status_of(kind: AppointmentKind) -> AppointmentStatus:
    asks = kind.who_may_book == BookableBy.ON_REQUEST
    return AppointmentStatus.REQUESTED if asks else AppointmentStatus.BOOKED


def _own_episode(patient: Patient, episode: UUID | None) -> Episode | None:
    if episode is None:
        return None
    found = Episode.objects.filter(patient=patient, uuid=episode).first()
    if found is None:
        raise invalid(episode=_("There is no such episode."))
    return found
