"""The waiting list as people use it: join it, leave it, take what is offered or let it go.

The locks come in the order of booking: the patient, the place on the list, the visit. So of taking an offer
and its end in the same moment, one comes first and the other finds it settled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_patient
from patients.models import Patient
from patients.services.at_the_door import answered_for
from scheduling.access import bookable_practitioners, get_kind, get_practitioner
from scheduling.enums import AppointmentStatus, BookableBy, Source, WaitlistState
from scheduling.models import Appointment, AppointmentKind, Practitioner, WaitlistEntry
from scheduling.services.choosing import kind_for_patient, practitioner_for_patient
from scheduling.services.credits import use_credit
from scheduling.services.freed import slot_freed
from scheduling.services.taking import locked_patient, locked_visit
from scheduling.services.telling import appointment_changed
from scheduling.waitlist_access import get_entry, get_own_entry

LONGEST_WAIT = timedelta(days=366)


class Times(NamedTuple):
    """When somebody would come: the days, and the times of day on their own clock."""

    from_on: date
    until_on: date
    earliest: time | None = None
    latest: time | None = None


def join_waitlist(
    *, by: User, patient: Patient, kind: UUID, times: Times, practitioner: UUID | None = None
) -> WaitlistEntry:
    """A patient waits for what they could book themselves. The caller has been through the patient's door.

    Raises NotFound, InvalidInput, Conflict: ``not_bookable``, ``waiting_already``.
    """
    wanted = kind_for_patient(patient, kind)
    return _join(by, patient, wanted, practitioner_for_patient(patient, practitioner), times)


def add_to_waitlist(
    *, by: User, patient: UUID, kind: UUID, times: Times, practitioner: UUID | None = None
) -> WaitlistEntry:
    """Staff enter somebody, for any kind. Raises NotFound, InvalidInput, Conflict ``waiting_already``."""
    record = get_patient(by, patient, Permission.EDIT_PATIENTS)
    wanted = get_kind(by, kind, Permission.EDIT_PATIENTS)
    person = get_practitioner(by, practitioner, Permission.EDIT_PATIENTS) if practitioner else None
    if {wanted.clinic_id, person.clinic_id if person else record.clinic_id} != {record.clinic_id}:
        raise NotFound(_("There is no such kind of appointment."))
    return _join(by, record, wanted, person, times)


def withdraw_from_waitlist(*, by: User, entry: UUID, patient: Patient | None = None) -> WaitlistEntry:
    """Nobody waits here any more; what was offered is free again. Done twice, it is done once.

    ``patient`` is given by the patient's own pages; without, ``by`` is staff. Raises NotFound, Conflict.
    """
    with _locked(by, "withdrawn from the waiting list", _found(by, entry, patient)) as record:
        if record.state == WaitlistState.OFFERED and record.offered:
            _give_back(record.offered)
        elif record.state == WaitlistState.BOOKED:
            raise Conflict(_("This is booked already. Cancel the visit instead."), code="booked")
        record.state = WaitlistState.WITHDRAWN
        record.save()
    return record


def accept_offer(*, by: User, patient: Patient, entry: UUID, screening: UUID) -> Appointment:
    """Books what is offered, behind the red-flag gate as every booking. Done twice, it is done once.

    ``screening`` is the patient's, answered within a day. Raises NotFound, and Conflict: ``offer_over``,
    ``red_flag``, ``stopped``, ``screening_needed``.
    """
    with _locked(by, "offer taken", get_own_entry(patient, entry)) as record:
        visit = locked_visit(record.offered.uuid) if record.offered else None
        if visit and record.state == WaitlistState.BOOKED:
            return visit
        if visit is None or record.state != WaitlistState.OFFERED or not _stands(visit):
            raise _over()
        if not bookable_practitioners(record.patient).filter(pk=visit.practitioner_id).exists():
            raise _over()  # who was offered has left meanwhile
        visit.screening = answered_for(record.patient, screening)
        visit.status, visit.source, visit.hold_expires_at = _status_of(visit.kind), Source.PORTAL, None
        visit.booked_at, visit.booked_by = clock.now(), by
        visit.save()
        record.state = WaitlistState.BOOKED
        record.save()
        use_credit(visit)
        appointment_changed(visit, was=None, by=by)
    return visit


def decline_offer(*, by: User, patient: Patient, entry: UUID) -> WaitlistEntry:
    """The time goes to the next who waits; the place on the list stays. Raises NotFound, Conflict."""
    with _locked(by, "offer declined", get_own_entry(patient, entry)) as record:
        if record.state != WaitlistState.OFFERED or record.offered is None:
            raise _over()
        _give_back(record.offered)
        _wait_on(record)
    return record


def let_offer_lapse(entry: WaitlistEntry) -> bool:
    """Nobody took it in time: it goes to the next. False when somebody settled it meanwhile."""
    with _locked(None, "offer ended", entry) as record:
        offered = record.offered
        if record.state != WaitlistState.OFFERED or offered is None or _stands(locked_visit(offered.uuid)):
            return False
        _give_back(offered)
        _wait_on(record)
    return True


@contextmanager
def _locked(by: User | None, reason: str, found: WaitlistEntry) -> Iterator[WaitlistEntry]:
    """The place on the list as it is now, under the patient's lock and its own, in one transaction."""
    with recorded(by=by, reason=reason):
        patient = locked_patient(found.patient)
        rows = WaitlistEntry.objects.select_for_update(no_key=True, of=("self",))
        record = rows.select_related("kind", "offered__practitioner__clinic").get(pk=found.pk)
        record.patient = patient
        yield record


def _found(by: User, entry: UUID, patient: Patient | None) -> WaitlistEntry:
    return get_own_entry(patient, entry) if patient else get_entry(by, entry, Permission.EDIT_PATIENTS)


def _join(
    by: User, patient: Patient, kind: AppointmentKind, practitioner: Practitioner | None, times: Times
) -> WaitlistEntry:
    _check(times, clock.today_in(patient.time_zone))
    if practitioner and not practitioner.kinds.filter(pk=kind.pk).exists():
        raise invalid(practitioner=_("They do not offer this kind of appointment."))
    try:
        with recorded(by=by, reason="waits"):
            return WaitlistEntry.objects.create(
                clinic=patient.clinic,
                patient=patient,
                kind=kind,
                practitioner=practitioner,
                added_by=by,
                **times._asdict(),
            )
    except IntegrityError as error:
        if "waitlist_once_a_kind" in str(error):
            raise Conflict(
                _("There is a place on the waiting list already."), code="waiting_already"
            ) from error
        raise


def _check(times: Times, today: date) -> None:
    if times.until_on < max(today, times.from_on):
        raise invalid(until_on=_("Choose a later day."))
    if times.until_on > today + LONGEST_WAIT:
        raise invalid(until_on=_("Choose a day within a year."))
    if times.earliest and times.latest and times.latest < times.earliest:
        raise invalid(latest=_("Choose a later time."))


def _status_of(kind: AppointmentKind) -> AppointmentStatus:
    """As a booking: where the clinic confirms what patients ask for, it confirms this, too."""
    asks = kind.who_may_book == BookableBy.ON_REQUEST
    return AppointmentStatus.REQUESTED if asks else AppointmentStatus.BOOKED


def _stands(visit: Appointment) -> bool:
    ends_at = visit.hold_expires_at
    return visit.status == AppointmentStatus.OFFERED and ends_at is not None and ends_at > clock.now()


def _give_back(offered: Appointment) -> None:
    """The offered time is free for the next, unless somebody has found it over before us."""
    visit = locked_visit(offered.uuid)
    if visit.status == AppointmentStatus.OFFERED:
        visit.status = AppointmentStatus.EXPIRED
        visit.save(update_fields=["status"])
    slot_freed(practitioner=visit.practitioner, starts_at=visit.blocks_from, ends_at=visit.blocks_until)


def _wait_on(record: WaitlistEntry) -> None:
    is_over = record.until_on < clock.today_in(record.patient.time_zone)
    record.state = WaitlistState.LAPSED if is_over else WaitlistState.WAITING
    record.offered = None
    record.save()


def _over() -> Conflict:
    return Conflict(_("This offer is over. You stay on the list for the next one."), code="offer_over")
