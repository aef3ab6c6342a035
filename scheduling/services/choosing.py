"""From what was sent to what is wanted: a kind that may be booked, with somebody who is free then."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from common.errors import Conflict, NotFound, invalid
from patients.models import Patient
from scheduling.access import bookable_kinds, bookable_practitioners
from scheduling.models import AppointmentKind, Practitioner
from scheduling.models.appointment import EARLIEST, LATEST
from scheduling.queries.slots import Slot, free_slots, look_for_slot, offers_of
from scheduling.rules.words import Reason
from scheduling.services.refusals import SlotTaken, refuse
from scheduling.services.taking import Choice, lock_limited

A_MINUTE = timedelta(minutes=1)
LOOK_AHEAD = timedelta(days=14)
NEXT_FREE = 5


def whole_minute(starts_at: datetime) -> datetime:
    """In UTC. Raises InvalidInput for a time without a zone, with seconds, or far from any visit."""
    if starts_at.tzinfo is None:
        raise invalid(starts_at=_("Say in which time zone, for example 2026-12-01T09:00:00+01:00."))
    if starts_at.second or starts_at.microsecond:
        raise invalid(starts_at=_("Visits begin at a whole minute."))
    if not EARLIEST <= starts_at < LATEST:
        raise invalid(starts_at=_("No visit can be at this time."))
    return starts_at.astimezone(UTC)


def kind_for_patient(patient: Patient, uuid: UUID) -> AppointmentKind:
    """One the patient may book or ask for. Raises NotFound, Conflict ``not_bookable``."""
    kind = AppointmentKind.objects.filter(clinic_id=patient.clinic_id, uuid=uuid).first()
    if kind is None:
        raise NotFound(_("There is no such kind of appointment."))
    if not bookable_kinds(patient).filter(pk=kind.pk).exists():
        raise Conflict(_("This cannot be booked here. Please ask the clinic."), code="not_bookable")
    return kind


def practitioner_for_patient(patient: Patient, uuid: UUID | None) -> Practitioner | None:
    """The one who was named. Raises NotFound."""
    if uuid is None:
        return None
    found = bookable_practitioners(patient).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such practitioner."))
    return found


def choices(
    patient: Patient, kind: AppointmentKind, practitioner: Practitioner | None, starts_at: datetime
) -> Iterator[Choice]:
    """Who could see the patient then, the one who was named or everybody who is free.

    Raises what refuses the named one's time; nothing is yielded when nobody is free.
    """
    if practitioner:
        yield _choice(patient, kind, practitioner, starts_at)
        return
    slots = _slots_at(patient, kind, starts_at)
    people = Practitioner.objects.select_related("clinic").in_bulk([slot.practitioner_id for slot in slots])
    for slot in slots:
        with suppress(SlotTaken):
            yield _choice(patient, kind, people[slot.practitioner_id], starts_at)


def _choice(
    patient: Patient, kind: AppointmentKind, practitioner: Practitioner, starts_at: datetime
) -> Choice:
    lock_limited(practitioner)
    verdict = look_for_slot(kind=kind, practitioner=practitioner, starts_at=starts_at, patient=patient)
    if verdict.reason:
        refuse(verdict.reason)
    return Choice(kind, practitioner, starts_at, verdict.location)


def next_free(
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner | None,
    after: datetime,
    *,
    staff: bool = False,
) -> list[Slot]:
    """The next free times around what is gone, each start once."""
    slots = free_slots(
        clinic=patient.clinic,
        kind=kind,
        practitioner=practitioner,
        from_at=after - timedelta(hours=2),
        until_at=after + LOOK_AHEAD,
        patient=patient,
        staff=staff,
    )
    starts = [offer.slots[0] for offer in offers_of(slots)]
    return sorted(sorted(starts, key=lambda slot: abs(slot.starts_at - after))[:NEXT_FREE])


def _slots_at(patient: Patient, kind: AppointmentKind, starts_at: datetime) -> list[Slot]:
    slots = free_slots(
        clinic=patient.clinic,
        kind=kind,
        practitioner=None,
        from_at=starts_at,
        until_at=starts_at + A_MINUTE,
        patient=patient,
    )
    if not slots:
        refuse(_why_nobody(patient, kind, starts_at))
    return slots


def _why_nobody(patient: Patient, kind: AppointmentKind, starts_at: datetime) -> Reason:
    """The reason that is nearest to a free time, of everybody's reasons."""
    people = bookable_practitioners(patient).filter(kinds=kind)
    reasons = {
        look_for_slot(kind=kind, practitioner=person, starts_at=starts_at, patient=patient).reason
        for person in people
    } - {None}
    order = list(Reason)
    return max((reason for reason in reasons if reason), key=order.index, default=Reason.NOT_BOOKABLE)
