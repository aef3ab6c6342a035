"""The diaries of practitioners as the rules of slots take them, in as many queries for twenty as for one.

What is taken comes from the index of busy times as whole seconds: a month of twenty diaries is ten thousand
visits, and making a datetime of each bound would take longer than finding them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Field, Func, Q, QuerySet

from scheduling.enums import OCCUPYING, PASSING, AppointmentStatus
from scheduling.holidays import holidays_between
from scheduling.models import (
    Appointment,
    ExtraHours,
    OutsideBusy,
    Policy,
    Practitioner,
    TimeOff,
    WeeklyHours,
)
from scheduling.rules import hours as rule
from scheduling.rules.slots import Booked, Diary, Stretch

# A local day may begin a day before the time asked about, and a visit another one before that.
AROUND = timedelta(days=2)
Row = TypeVar("Row")


class FirstSecond(Func):
    """The last whole second since 1970 that is not after a moment."""

    template = "floor(date_part('epoch', %(expressions)s))::bigint"
    output_field = Field()  # the driver makes an int of it; a field of integers would make each one again


class EndSecond(Func):
    """The first whole second since 1970 that is not before a moment."""

    template = "ceil(date_part('epoch', %(expressions)s))::bigint"
    output_field = Field()


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked about, and when: a hold that is over by ``now`` is in nobody's way."""

    from_at: datetime
    until_at: datetime
    now: datetime

    @property
    def first(self) -> datetime:
        return self.from_at - AROUND

    @property
    def last(self) -> datetime:
        return self.until_at + AROUND


def diaries_of(
    practitioners: Iterable[Practitioner], policy: Policy, window: Window, *, ignoring: Q | None = None
) -> dict[int, Diary]:
    """Each practitioner's diary around a window, by their key. ``ignoring`` are visits that do not count."""
    who = {practitioner.pk: practitioner for practitioner in practitioners}
    weekly, extra = _weekly_hours(who, window), _extra_hours(who, window)
    booked, elsewhere = _booked(who, window, ignoring), _elsewhere(who, window)
    off = _time_off(policy.clinic_id, who, window)
    closed = _closed(policy, window)
    return {
        key: Diary(
            rule.Timetable(practitioner.time_zone, tuple(weekly[key]), tuple(extra[key])),
            booked=booked[key],
            time_off=off[key] + off[None],
            elsewhere=elsewhere[key],
            holidays=closed,
            daily_limit=practitioner.daily_limit,
        )
        for key, practitioner in who.items()
    }


def patient_busy(patient_id: int, window: Window, *, ignoring: Q | None = None) -> list[Stretch]:
    """When a patient has visits already, without buffers: those are the practitioner's."""
    rows = _occupying(window, ignoring).filter(
        patient_id=patient_id, starts_at__gte=window.first, starts_at__lt=window.last
    )
    return list(rows.values_list(FirstSecond("starts_at"), EndSecond("ends_at")))


def _occupying(window: Window, ignoring: Q | None) -> QuerySet[Appointment]:
    """What takes time: holds and offers only until they are over, whether or not that is written down yet."""
    over = Q(status__in=PASSING, hold_expires_at__lte=window.now)
    rows = Appointment.objects.filter(status__in=OCCUPYING).exclude(over)
    return rows.exclude(ignoring) if ignoring else rows


def _booked(who: Mapping[int, Any], window: Window, ignoring: Q | None) -> Mapping[int, Sequence[Booked]]:
    rows = _occupying(window, ignoring).filter(
        practitioner__in=who, blocks_from__gte=window.first, blocks_from__lt=window.last
    )
    found = rows.values_list(
        "practitioner_id", FirstSecond("blocks_from"), EndSecond("blocks_until"), FirstSecond("starts_at")
    )
    return _by_key((row[0], Booked._make(row[1:])) for row in found)


def _weekly_hours(who: Mapping[int, Any], window: Window) -> Mapping[int, Sequence[rule.Hours]]:
    valid = Q(valid_until=None) | Q(valid_until__gte=window.first.date())
    rows = WeeklyHours.objects.filter(valid, practitioner__in=who, valid_from__lte=window.last.date())
    return _by_key(
        (
            row.practitioner_id,
            rule.Hours(row.weekday, row.start, row.end, row.valid_from, row.valid_until, _place(row)),
        )
        for row in rows.select_related("location")
    )


def _extra_hours(who: Mapping[int, Any], window: Window) -> Mapping[int, Sequence[rule.ExtraHours]]:
    days = window.first.date(), window.last.date()
    rows = ExtraHours.objects.filter(practitioner__in=who, on__range=days)
    return _by_key(
        (row.practitioner_id, rule.ExtraHours(row.on, row.start, row.end, _place(row)))
        for row in rows.select_related("location")
    )


def _place(row: WeeklyHours | ExtraHours) -> int | None:
    """Hours at a place that is not in use are for remote visits only."""
    return row.location_id if row.location and row.location.is_active else None


def _time_off(clinic: int, who: Mapping[int, Any], window: Window) -> Mapping[int | None, list[Stretch]]:
    """By practitioner; what is the whole clinic's stands under None."""
    rows = TimeOff.objects.filter(
        Q(practitioner=None) | Q(practitioner__in=who),
        clinic_id=clinic,
        ends_at__gt=window.first,
        starts_at__lt=window.last,
    )
    return _stretches(rows.values_list("practitioner_id", FirstSecond("starts_at"), EndSecond("ends_at")))


def _elsewhere(who: Mapping[int, Any], window: Window) -> Mapping[int | None, list[Stretch]]:
    rows = OutsideBusy.objects.filter(
        calendar__practitioner__in=who,
        calendar__is_active=True,
        ends_at__gt=window.first,
        starts_at__lt=window.last,
    )
    owner = "calendar__practitioner_id"
    return _stretches(rows.values_list(owner, FirstSecond("starts_at"), EndSecond("ends_at")))


def _closed(policy: Policy, window: Window) -> frozenset[date]:
    """The public holidays on which the clinic does not work."""
    days = window.first.date(), window.last.date()
    found = holidays_between(policy.holiday_country, policy.holiday_region, *days)
    return frozenset(found) - frozenset(policy.works_on)


def _stretches(rows: Iterable[tuple[int | None, int, int]]) -> Mapping[int | None, list[Stretch]]:
    return _by_key((key, (start, end)) for key, start, end in rows)


def _by_key(rows: Iterable[tuple[Any, Row]]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def own_hold(patient_id: int) -> Q:
    """What a patient keeps for themselves while they choose: it is in the way of everybody but them."""
    return Q(patient_id=patient_id, status=AppointmentStatus.HELD)
