"""Visits that are booked together: looked at one by one before, made all or none, changed together later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_patient
from patients.models import Episode, Patient
from scheduling.access import get_appointment, get_kind, get_practitioner
from scheduling.enums import OPEN, AppointmentStatus, Source
from scheduling.models import Appointment, AppointmentKind, Practitioner, Series
from scheduling.queries.slots import look_for_slot
from scheduling.rules.series import Scope, occurrences, shifted
from scheduling.rules.slots import Verdict
from scheduling.rules.words import Reason
from scheduling.services.changing import close_as_cancelled, is_after_cutoff, move_row, open_visit
from scheduling.services.choosing import whole_minute
from scheduling.services.credits import use_credit
from scheduling.services.refusals import WORDS, SlotTaken
from scheduling.services.staff_booking import check_stop, own_episode
from scheduling.services.taking import (
    Choice,
    give_back_expired,
    lock_practitioners,
    locked_patient,
    locked_visit,
    put_down,
)
from scheduling.services.telling import appointment_changed

MOST_VISITS, MOST_WEEKS_BETWEEN = 52, 12


@dataclass(frozen=True)
class Occurrence:
    """One visit of a series: when, and what stands in its way."""

    starts_at: datetime
    ends_at: datetime
    reason: Reason | None
    location_id: int | None = None

    @property
    def problem(self) -> str:
        """In words; empty when nothing is in the way."""
        return str(WORDS[self.reason]) if self.reason else ""


class SeriesConflicts(Conflict):
    """Some visits of a series cannot be; ``occurrences`` are those. Nothing was changed."""

    code = "conflicts"

    def __init__(self, conflicts: Iterable[Occurrence]) -> None:
        super().__init__(_("Not all of these times are free. Nothing was changed."))
        self.occurrences = list(conflicts)


def plan_series(
    *,
    by: User,
    patient: UUID,
    kind: UUID,
    practitioner: UUID,
    starts_at: datetime,
    count: int,
    weeks_between: int = 1,
) -> list[Occurrence]:
    """The visits of a series at one wall time of the practitioner's zone, each with what is in its way."""
    _check_size(count, weeks_between)
    person = get_patient(by, patient, Permission.EDIT_PATIENTS)
    wanted = get_kind(by, kind, Permission.EDIT_PATIENTS)
    who = get_practitioner(by, practitioner, Permission.EDIT_PATIENTS)
    return _plan(person, wanted, who, whole_minute(starts_at), count, weeks_between)


def book_series(
    *,
    by: User,
    uuid: UUID,
    patient: UUID,
    kind: UUID,
    practitioner: UUID,
    starts_at: datetime,
    count: int,
    weeks_between: int = 1,
    episode: UUID | None = None,
    skip: Sequence[datetime] = (),
    moved: Mapping[datetime, datetime] | None = None,
) -> Series:
    """Books them all, but for the starts in ``skip``; the same ``uuid`` again changes nothing.

    ``moved`` gives single visits another start than their turn. Raises NotFound, InvalidInput,
    SeriesConflicts with those that cannot be.
    """
    _check_size(count, weeks_between)
    person = get_patient(by, patient, Permission.EDIT_PATIENTS)
    wanted = get_kind(by, kind, Permission.EDIT_PATIENTS)
    who = get_practitioner(by, practitioner, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="series booked"):
        person = locked_patient(person)
        check_stop(by, person)
        if twin := Series.objects.filter(uuid=uuid).first():
            return _same(twin, person, wanted, who)
        lock_practitioners(who)
        give_back_expired([who], person)
        planned = _plan(person, wanted, who, whole_minute(starts_at), count, weeks_between)
        kept = [each for each in planned if each.starts_at not in set(skip)]
        chosen = [_put_elsewhere(each, moved or {}, wanted, who, person) for each in kept]
        care = own_episode(person, episode)
        return _make(by, uuid, person, wanted, who, chosen, weeks_between, care)


def cancel_series(
    *, by: User, appointment: UUID, scope: Scope, reason: str = "", is_late: bool = False
) -> list[Appointment]:
    """Cancels this visit, this and the following, or all still to come.

    Of those the ones after the cut-off are late when staff say so with ``is_late``. Raises
    NotFound, Conflict.
    """
    found = get_appointment(by, appointment, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason=reason.strip()[:240] or "series cancelled"):
        locked_patient(found.patient)
        rows = [open_visit(row.uuid) for row in _rows_in(found, scope)]
        return [
            close_as_cancelled(row, by=by, reason=reason, is_late=is_late and is_after_cutoff(row))
            for row in rows
        ]


def move_series(*, by: User, appointment: UUID, starts_at: datetime, scope: Scope) -> list[Appointment]:
    """Moves this visit to a time, and the others of the scope by as many days to the same wall time.

    All or none. Raises NotFound, InvalidInput, SeriesConflicts with those that cannot be moved.
    """
    starts_at = whole_minute(starts_at)
    found = get_appointment(by, appointment, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason="series moved"):
        patient = locked_patient(found.patient)
        chosen = _rows_in(found, scope)
        lock_practitioners(*(row.practitioner for row in chosen))
        rows = [open_visit(row.uuid) for row in chosen]
        return _move_all(by, patient, rows, found, starts_at)


def _check_size(count: int, weeks_between: int) -> None:
    if not 1 <= count <= MOST_VISITS:
        raise invalid(count=_("From 1 to %(most)d visits.") % {"most": MOST_VISITS})
    if not 1 <= weeks_between <= MOST_WEEKS_BETWEEN:
        raise invalid(weeks_between=_("From 1 to %(most)d weeks.") % {"most": MOST_WEEKS_BETWEEN})


def _plan(
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner,
    starts_at: datetime,
    count: int,
    weeks_between: int,
) -> list[Occurrence]:
    length = timedelta(minutes=kind.minutes)
    found = []
    for at, is_skipped in occurrences(practitioner.time_zone, starts_at, count, weeks_between):
        verdict = Verdict(Reason.DST_GAP) if is_skipped else _look(kind, practitioner, at, patient)
        found.append(Occurrence(at, at + length, verdict.reason, verdict.location))
    return found


def _look(
    kind: AppointmentKind,
    practitioner: Practitioner,
    at: datetime,
    patient: Patient,
    ignoring: Appointment | None = None,
) -> Verdict:
    return look_for_slot(
        kind=kind, practitioner=practitioner, starts_at=at, patient=patient, staff=True, ignoring=ignoring
    )


def _put_elsewhere(
    each: Occurrence,
    moved: Mapping[datetime, datetime],
    kind: AppointmentKind,
    practitioner: Practitioner,
    patient: Patient,
) -> Occurrence:
    """A visit of the plan at the start that was chosen for it by hand; any other as it is."""
    if each.starts_at not in moved:
        return each
    at = whole_minute(moved[each.starts_at])
    verdict = _look(kind, practitioner, at, patient)
    return Occurrence(at, at + (each.ends_at - each.starts_at), verdict.reason, verdict.location)


def _make(
    by: User,
    uuid: UUID,
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner,
    chosen: Sequence[Occurrence],
    weeks_between: int,
    episode: Episode | None,
) -> Series:
    if not chosen:
        raise invalid(skip=_("No visit is left to book."))
    if conflicts := [each for each in chosen if each.reason]:
        raise SeriesConflicts(conflicts)
    if len({each.starts_at for each in chosen}) < len(chosen):
        raise invalid(moved=_("Two of these visits would be at the same time."))
    series = Series.objects.create(
        uuid=uuid,
        clinic_id=patient.clinic_id,
        patient=patient,
        practitioner=practitioner,
        kind=kind,
        weeks_between=weeks_between,
        count=len(chosen),
        made_by=by,
    )
    columns = {
        "status": AppointmentStatus.BOOKED,
        "source": Source.STAFF,
        "series": series,
        "episode": episode,
        "booked_at": clock.now(),
        "booked_by": by,
    }
    for each in chosen:
        _make_one(by, series, each, columns)
    return series


def _make_one(by: User, series: Series, each: Occurrence, columns: dict[str, Any]) -> None:
    choice = Choice(series.kind, series.practitioner, each.starts_at, each.location_id)
    own = uuid5(series.uuid, each.starts_at.isoformat())
    row = put_down(choice, patient=series.patient, uuid=own, **columns)
    if row is None:
        raise SeriesConflicts([Occurrence(each.starts_at, each.ends_at, Reason.TAKEN)])
    use_credit(row)
    appointment_changed(row, was=None, by=by)


def _same(twin: Series, patient: Patient, kind: AppointmentKind, practitioner: Practitioner) -> Series:
    made = (twin.patient_id, twin.kind_id, twin.practitioner_id)
    if made != (patient.pk, kind.pk, practitioner.pk):
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def _rows_in(found: Appointment, scope: Scope) -> list[Appointment]:
    """The visits of a scope that are still to come, by their start, the one that was named among them."""
    if scope == Scope.THIS or found.series_id is None:
        return [found]
    rows = Appointment.objects.filter(series_id=found.series_id, status__in=OPEN, starts_at__gt=clock.now())
    if scope == Scope.FOLLOWING:
        rows = rows.filter(starts_at__gte=found.starts_at)
    others = rows.exclude(pk=found.pk).select_related("practitioner")
    return sorted([found, *others], key=lambda row: row.starts_at)


def _move_all(
    by: User, patient: Patient, rows: list[Appointment], found: Appointment, starts_at: datetime
) -> list[Appointment]:
    """Those that go to where another one is come after it has gone."""
    named = next(row for row in rows if row.pk == found.pk)
    later = starts_at > named.starts_at
    zone, was_at = named.practitioner.time_zone, named.starts_at
    conflicts, moved = [], []
    for row in sorted(rows, key=lambda row: row.starts_at, reverse=later):
        at, is_skipped = shifted(zone, row.starts_at, was_at, starts_at)
        reason = Reason.DST_GAP if is_skipped else _look(row.kind, row.practitioner, at, patient, row).reason
        if reason:
            conflicts.append(Occurrence(at, at + (row.ends_at - row.starts_at), reason))
        else:
            moved.append(_moved(by, patient, row, at))
    if conflicts:
        raise SeriesConflicts(sorted(conflicts, key=lambda each: each.starts_at))
    return moved


def _moved(by: User, patient: Patient, row: Appointment, at: datetime) -> Appointment:
    try:
        return move_row(locked_visit(row.uuid), patient, row.practitioner, at, by=by, is_staff=True)
    except SlotTaken as taken:
        raise SeriesConflicts([Occurrence(at, at, Reason.TAKEN)]) from taken
