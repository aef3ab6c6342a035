"""What can be booked: free slots of one practitioner or any, and whether one start is a slot.

Computed each time from hours, visits and time off, never stored. The number of queries does not depend on how
many days or practitioners are looked at.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Clinic
from common import clock
from patients.models import Patient
from scheduling.models import Appointment, AppointmentKind, Location, Practitioner
from scheduling.queries.diaries import Window, diaries_of, own_hold, patient_busy
from scheduling.queries.policy import limits_of, policy_of
from scheduling.rules.hours import moment_at
from scheduling.rules.slots import Verdict, Visit, free_starts, look_at
from scheduling.rules.words import Reason

# How far anybody can look; patients see no further than their clinic's horizon.
FARTHEST = timedelta(days=400)
MINUTE = timedelta(minutes=1)


class Slot(NamedTuple):
    """A start that can be booked; in UTC. A remote one has no location."""

    starts_at: datetime
    ends_at: datetime
    practitioner_id: int
    location_id: int | None


class Offer(NamedTuple):
    """One start for whoever does not mind with whom: the slots of everybody who is free then."""

    starts_at: datetime
    ends_at: datetime
    slots: tuple[Slot, ...]


def free_slots(
    *,
    clinic: Clinic,
    kind: AppointmentKind,
    practitioner: Practitioner | None,
    from_at: datetime,
    until_at: datetime,
    patient: Patient | None = None,
    staff: bool = False,
    ignoring: Appointment | None = None,
    now: datetime | None = None,
) -> list[Slot]:
    """The slots of one practitioner, or of all who offer the kind, by start.

    For a patient their own visits are in the way and their own hold is not. ``staff`` see what lies inside
    the notice and beyond the horizon, too. ``ignoring`` is a visit that is about to be moved.
    """
    now = now or clock.now()
    window = Window(max(from_at, now), min(until_at, now + FARTHEST), now)
    if window.from_at >= window.until_at:
        return []
    policy = policy_of(clinic)
    limits = limits_of(policy, staff=staff)
    skipped = _not_counting(patient, ignoring, staff=staff)
    diaries = diaries_of(_bookable(clinic, kind, practitioner, staff=staff), policy, window, ignoring=skipped)
    mine = patient_busy(patient.pk, window, ignoring=skipped) if patient else ()
    visit = visit_of(kind)
    found = [
        _slot(start.at, visit.length, key, start.location)
        for key, diary in diaries.items()
        for start in free_starts(diary, visit, limits, now, (window.from_at, window.until_at), mine)
    ]
    return sorted(found, key=attrgetter("starts_at", "practitioner_id"))


def offers_of(slots: Iterable[Slot]) -> list[Offer]:
    """Slots put together by their start."""
    together = (tuple(same) for _start, same in groupby(slots, key=attrgetter("starts_at")))
    return [Offer(same[0].starts_at, same[0].ends_at, same) for same in together]


class Offered(NamedTuple):
    """An offer as the outside names it: who is free (their UUID), and where (null is remote)."""

    starts_at: datetime
    ends_at: datetime
    free: tuple[tuple[UUID, UUID | None], ...]


def named_offers(slots: Sequence[Slot]) -> list[Offered]:
    """Slots put together by their start, in the UUIDs of those who are free."""
    people = _uuids(Practitioner, {slot.practitioner_id for slot in slots})
    places = _uuids(Location, {slot.location_id for slot in slots})
    return [
        Offered(
            offer.starts_at,
            offer.ends_at,
            tuple((people[slot.practitioner_id], places.get(slot.location_id)) for slot in offer.slots),
        )
        for offer in offers_of(slots)
    ]


def _uuids(model: type[Practitioner | Location], keys: set[Any]) -> dict[int | None, UUID]:
    return dict(model.objects.filter(pk__in=keys - {None}).values_list("pk", "uuid"))


def look_for_slot(
    *,
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
    minutes: int | None = None,
    patient: Patient | None = None,
    staff: bool = False,
    ignoring: Appointment | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Whether a visit may begin at a moment, and where; else the reason why not.

    ``minutes`` is for staff who give a visit more or less time. Staff may begin between the steps.
    """
    now = now or clock.now()
    if starts_at < now:
        return Verdict(Reason.PAST)
    clinic = practitioner.clinic
    if starts_at >= now + FARTHEST:
        return Verdict(Reason.BEYOND_HORIZON)
    visit = visit_of(kind, minutes)
    window = Window(starts_at, starts_at + timedelta(seconds=visit.length), now)
    who = _bookable(clinic, kind, practitioner, staff=staff)
    policy, skipped = policy_of(clinic), _not_counting(patient, ignoring, staff=staff)
    diary = diaries_of(who, policy, window, ignoring=skipped).get(practitioner.pk)
    if diary is None:
        return Verdict(Reason.NOT_BOOKABLE)
    mine = patient_busy(patient.pk, window, ignoring=skipped) if patient else ()
    limits = limits_of(policy, staff=staff)
    return look_at(diary, visit, limits, now, starts_at, mine, on_grid=not staff)


def fits(
    *,
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
    minutes: int | None = None,
    patient: Patient | None = None,
    staff: bool = False,
    ignoring: Appointment | None = None,
    now: datetime | None = None,
) -> Reason | None:
    """Why a start is no slot; None when it is one."""
    found = look_for_slot(
        kind=kind,
        practitioner=practitioner,
        starts_at=starts_at,
        minutes=minutes,
        patient=patient,
        staff=staff,
        ignoring=ignoring,
        now=now,
    )
    return found.reason


def visit_of(kind: AppointmentKind, minutes: int | None = None) -> Visit:
    """A kind of appointment as the rules take it."""
    return Visit(
        length=(minutes or kind.minutes) * 60,
        before=kind.buffer_before * 60,
        after=kind.buffer_after * 60,
        is_remote=kind.is_remote,
    )


def _bookable(
    clinic: Clinic, kind: AppointmentKind, practitioner: Practitioner | None, *, staff: bool
) -> QuerySet[Practitioner]:
    """Who works here now and offers the kind. Staff may also book those whom patients cannot."""
    rows = Practitioner.objects.filter(
        clinic=clinic,
        kinds=kind,
        user__is_active=True,
        user__memberships__clinic=clinic,
        user__memberships__ended_at=None,
    )
    if not staff:
        rows = rows.filter(is_bookable=True)
    return (rows.filter(pk=practitioner.pk) if practitioner else rows).order_by("pk")


def _not_counting(patient: Patient | None, ignoring: Appointment | None, *, staff: bool) -> Q | None:
    """Which visits are in nobody's way: one that is being moved, and what the patient holds themselves."""
    moved = Q(pk=ignoring.pk) if ignoring else None
    held = own_hold(patient.pk) if patient and not staff else None
    return moved | held if moved and held else moved or held


def _slot(at: int, length: int, practitioner: int, location: int | None) -> Slot:
    return Slot(moment_at(at), moment_at(at + length), practitioner, location)
