"""What a calendar shows of some days: the visits, and when nobody can be booked. The queries do not grow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from accounts.access import Who
from accounts.models import Clinic
from common import clock
from scheduling.access import visible_appointments
from scheduling.enums import PASSING, AppointmentStatus
from scheduling.models import Appointment, Practitioner, TimeOff
from scheduling.queries.diaries import Window, diaries_of
from scheduling.queries.policy import policy_of
from scheduling.rules.hours import Seconds, end_second, first_second, moment_at, runs_of
from scheduling.rules.slots import Diary

# No visit lasts longer, so none that begins earlier reaches into the days that are shown.
LONGEST = timedelta(days=1)


class Why(StrEnum):
    """Why nobody can be booked."""

    HOURS = "hours"
    OFF = "off"
    ELSEWHERE = "elsewhere"
    HELD = "held"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Shut:
    """A stretch in which somebody cannot be booked; without a practitioner the whole clinic."""

    practitioner: Practitioner | None
    starts_at: datetime
    ends_at: datetime
    why: Why
    words: str = ""


def visits_between(
    by: Who,
    from_at: datetime,
    until_at: datetime,
    *,
    practitioner: Practitioner | None = None,
    cancelled: bool = False,
) -> QuerySet[Appointment]:
    """The visits that touch this time, by their start; cancelled ones only if they are asked for."""
    rows = visible_appointments(by).filter(
        starts_at__gt=from_at - LONGEST, starts_at__lt=until_at, ends_at__gt=from_at
    )
    if practitioner:
        rows = rows.filter(practitioner=practitioner)
    if not cancelled:
        rows = rows.exclude(status=AppointmentStatus.CANCELLED)
    return with_names(rows).order_by("starts_at", "practitioner_id", "pk")


def with_names(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Visits with everybody and everything that a line about one names."""
    return rows.select_related("patient", "practitioner__user", "kind", "location", "clinic")


def shut_between(
    clinic: Clinic, practitioners: Sequence[Practitioner], from_at: datetime, until_at: datetime
) -> list[Shut]:
    """When these practitioners cannot be booked: outside their hours, away, busy in another calendar, or
    while a time is kept for somebody who chooses.
    """
    window = Window(from_at, until_at, clock.now())
    diaries = diaries_of(practitioners, policy_of(clinic), window)
    found = [*_away(clinic, practitioners, from_at, until_at), *_kept(practitioners, window)]
    for practitioner in practitioners:
        found += _of_diary(practitioner, diaries[practitioner.pk], from_at, until_at)
    return found


def _of_diary(who: Practitioner, diary: Diary, from_at: datetime, until_at: datetime) -> Iterator[Shut]:
    first, last = first_second(from_at), end_second(until_at)
    for start, end in _between_runs(diary, first, last):
        yield Shut(who, moment_at(start), moment_at(end), Why.HOURS)
    for start, end in diary.elsewhere:
        if start < last and first < end:
            yield Shut(who, moment_at(max(start, first)), moment_at(min(end, last)), Why.ELSEWHERE)


def _between_runs(diary: Diary, first: Seconds, last: Seconds) -> Iterator[tuple[Seconds, Seconds]]:
    """What is left of a stretch without the working hours."""
    at = first
    for run in runs_of(diary.openings(first, last), is_remote=True):
        if run.end <= first or run.start >= last:
            continue
        if run.start > at:
            yield at, run.start
        at = max(at, run.end)
    if at < last:
        yield at, last


def _away(
    clinic: Clinic, practitioners: Iterable[Practitioner], from_at: datetime, until_at: datetime
) -> Iterator[Shut]:
    who = {practitioner.pk: practitioner for practitioner in practitioners}
    rows = TimeOff.objects.filter(
        Q(practitioner=None) | Q(practitioner__in=who),
        clinic=clinic,
        starts_at__lt=until_at,
        ends_at__gt=from_at,
    )
    for row in rows.order_by("starts_at", "pk"):
        yield Shut(
            who[row.practitioner_id] if row.practitioner_id else None,
            max(row.starts_at, from_at),
            min(row.ends_at, until_at),
            Why.OFF,
            row.reason,
        )


def _kept(practitioners: Iterable[Practitioner], window: Window) -> Iterator[Shut]:
    """Holds and offers that are not over; whose they are is nobody's business."""
    who = {practitioner.pk: practitioner for practitioner in practitioners}
    rows = Appointment.objects.filter(
        practitioner__in=who,
        status__in=PASSING,
        hold_expires_at__gt=window.now,
        starts_at__gt=window.from_at - LONGEST,
        starts_at__lt=window.until_at,
    )
    for row in rows.order_by("starts_at", "pk"):
        yield Shut(who[row.practitioner_id], row.starts_at, row.ends_at, Why(row.status))


def nobody_between(shut: Iterable[Shut], everybody: Sequence[Practitioner]) -> list[Shut]:
    """When none of them works, put together: for a calendar that shows all in one column. Other reasons for
    one of them say nothing about the others and are left out.
    """
    ends: list[tuple[datetime, int]] = []
    found = [one for one in shut if one.practitioner is None]
    for one in shut:
        if one.practitioner and one.why == Why.HOURS:
            ends += [(one.starts_at, 1), (one.ends_at, -1)]
    closed, since = 0, None
    for at, step in sorted(ends):
        if since and at > since and closed == len(everybody):
            found.append(Shut(None, since, at, Why.HOURS))
        closed, since = closed + step, at
    return found


def next_visit(by: Who, patient_id: int, now: datetime | None = None) -> Appointment | None:
    """A patient's next visit that is booked or asked for; one that goes on still counts."""
    rows = visible_appointments(by).filter(
        patient_id=patient_id,
        status__in=[AppointmentStatus.BOOKED, AppointmentStatus.REQUESTED],
        ends_at__gt=now or clock.now(),
    )
    return with_names(rows).order_by("starts_at", "pk").first()
