"""Who works when, as the desk shows it: the week of each, what is added to it and what is taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from accounts.access import Who, visible_staff
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.roles import roles_with
from common import clock
from scheduling.access import visible_practitioners
from scheduling.availability_access import visible_extra_hours, visible_time_off
from scheduling.models import AppointmentKind, ExtraHours, Practitioner, TimeOff, WeeklyHours

WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Week:
    """One practitioner's hours on each weekday: those that count now, and those that only will."""

    practitioner: Practitioner
    days: Sequence[Sequence[WeeklyHours]]
    later: Sequence[WeeklyHours]

    @property
    def is_empty(self) -> bool:
        return not any(self.days) and not self.later


def weeks_of(by: Who) -> list[Week]:
    """Everybody who is booked at the clinic of this person, by name, with the hours of their today."""
    people = visible_practitioners(by).prefetch_related(_hours(), _kinds())
    return [week_of(practitioner) for practitioner in people]


def week_of(practitioner: Practitioner) -> Week:
    """The hours of one, by weekday. What is over is not shown."""
    today = clock.today_in(practitioner.time_zone)
    rows = [
        row for row in practitioner.weekly_hours.all() if row.valid_until is None or row.valid_until >= today
    ]
    rows.sort(key=lambda row: (row.weekday, row.start, row.valid_from))
    now = {day: list(same) for day, same in groupby(_counting(rows, today), key=lambda row: row.weekday)}
    later = [row for row in rows if row.valid_from > today]
    return Week(practitioner, [now.get(day, []) for day in WEEK], later)


def with_hours(people: QuerySet[Practitioner]) -> QuerySet[Practitioner]:
    """With what ``week_of`` reads."""
    return people.prefetch_related(_hours(), _kinds())


def extra_hours_to_come(by: Who, practitioner: Practitioner) -> QuerySet[ExtraHours]:
    """One's extra hours from today on."""
    today = clock.today_in(practitioner.time_zone)
    return visible_extra_hours(by).filter(practitioner=practitioner, on__gte=today).order_by("on", "start")


def time_off_to_come(by: Who, now: datetime, practitioner: Practitioner | None = None) -> QuerySet[TimeOff]:
    """What is not over of the clinic's time off and, for one, of their own."""
    whose = Q(practitioner=None) | Q(practitioner=practitioner) if practitioner else Q()
    return visible_time_off(by).filter(whose, ends_at__gt=now).order_by("starts_at", "pk")


def not_booked_yet(by: Who) -> QuerySet[Membership]:
    """Members of the staff who treat, and cannot be booked yet."""
    staff = visible_staff(by).filter(ended_at=None, role__in=roles_with(Permission.EDIT_CLINICAL))
    booked = Practitioner.objects.filter(clinic__in=staff.values("clinic")).values("user")
    return staff.exclude(user__in=booked).select_related("user").order_by("user__name", "pk")


def _counting(rows: Sequence[WeeklyHours], today: date) -> list[WeeklyHours]:
    return [row for row in rows if row.valid_from <= today]


def _hours() -> "Prefetch[str]":
    return Prefetch("weekly_hours", WeeklyHours.objects.select_related("location"))


def _kinds() -> "Prefetch[str]":
    return Prefetch("kinds", AppointmentKind.objects.order_by("position", "name"))
