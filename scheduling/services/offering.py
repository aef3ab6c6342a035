"""Offers time that became free to whoever waits for it: in the order of asking, to one at a time.

An offer is a row that takes the time like a booking and ends by itself. It is put down in the same way as a
booking, so somebody who books the time directly in the same moment either has it or does not.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from audit.context import recorded
from common import clock
from patients.models import Patient
from patients.queries.guardians import reader_of
from patients.queries.patients import preferences_of
from patients.queries.screening import open_stops
from scheduling.enums import AppointmentStatus, Source, WaitlistState
from scheduling.models import Appointment, AppointmentKind, Practitioner, WaitlistEntry
from scheduling.queries.policy import policy_of
from scheduling.queries.slots import Slot, free_slots, look_for_slot
from scheduling.queries.waitlist import had_it_before, waiting_for, wish_of
from scheduling.rules.waiting import Quiet, offer_until
from scheduling.services.offer_mail import tell_of_offer
from scheduling.services.taking import Choice, give_back_expired, locked_patient, put_down

Slots = dict[int, list[Slot]]


def offer_freed(*, practitioner: Practitioner, starts_at: datetime, ends_at: datetime) -> Appointment | None:
    """Offers a time in this stretch to the first who waits for one; None when nobody wants it."""
    if starts_at <= clock.now():
        return None
    slots: Slots = {}
    for entry in waiting_for(practitioner, starts_at):
        for slot in _suiting(entry, practitioner, starts_at, ends_at, slots):
            if offered := _offer(entry, practitioner, slot):
                return offered
    return None


def _suiting(
    entry: WaitlistEntry, practitioner: Practitioner, starts_at: datetime, ends_at: datetime, slots: Slots
) -> Iterator[Slot]:
    """The free times in the stretch that somebody would take. Each kind is looked up once."""
    if entry.kind_id not in slots:
        slots[entry.kind_id] = _free(entry.kind, practitioner, starts_at, ends_at)
    wish = wish_of(entry)
    return (slot for slot in slots[entry.kind_id] if wish.is_met(slot.starts_at))


def _free(
    kind: AppointmentKind, practitioner: Practitioner, starts_at: datetime, ends_at: datetime
) -> list[Slot]:
    """What uses the stretch: a start in it first, then a longer visit that begins before it."""
    found = free_slots(
        clinic=practitioner.clinic,
        kind=kind,
        practitioner=practitioner,
        from_at=starts_at - timedelta(minutes=kind.minutes - 1),
        until_at=ends_at,
    )
    return sorted(found, key=lambda slot: (slot.starts_at < starts_at, abs(slot.starts_at - starts_at)))


def _offer(entry: WaitlistEntry, practitioner: Practitioner, slot: Slot) -> Appointment | None:
    """The offer, or None when they cannot take it or somebody else has the time."""
    with recorded(by=None, reason="offered from the waiting list"):
        patient = locked_patient(entry.patient)
        record = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
        until = _until(patient, practitioner, slot.starts_at)
        if until is None or record.state != WaitlistState.WAITING or not _can_take(patient):
            return None
        if had_it_before(record, slot):
            return None
        row = _put_down(entry.kind, practitioner, slot, patient, until)
        if row:
            record.state, record.offered = WaitlistState.OFFERED, row
            record.save()
            tell_of_offer(row, until)
    return row


def _put_down(
    kind: AppointmentKind, practitioner: Practitioner, slot: Slot, patient: Patient, until: datetime
) -> Appointment | None:
    give_back_expired([practitioner], patient)
    verdict = look_for_slot(kind=kind, practitioner=practitioner, starts_at=slot.starts_at, patient=patient)
    if verdict.reason:
        return None
    choice = Choice(kind, practitioner, slot.starts_at, verdict.location)
    return put_down(
        choice,
        patient=patient,
        uuid=uuid4(),
        status=AppointmentStatus.OFFERED,
        source=Source.STAFF,
        hold_expires_at=until,
    )


def _can_take(patient: Patient) -> bool:
    """Signs in, and no warning sign would turn them away. Whoever does not sign in is called by the desk."""
    return reader_of(patient) is not None and not open_stops(patient)


def _until(patient: Patient, practitioner: Practitioner, starts_at: datetime) -> datetime | None:
    policy, quiet = policy_of(practitioner.clinic), preferences_of(patient)
    return offer_until(
        clock.now(),
        starts_at,
        stands_for=timedelta(minutes=policy.offer_minutes),
        notice=timedelta(minutes=policy.notice_minutes),
        quiet=Quiet(patient.time_zone, quiet.quiet_from, quiet.quiet_to),
    )
