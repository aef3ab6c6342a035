"""When practitioners work: weekly hours with their first and last day, and extra hours of one day.

What is booked already stays booked, whatever happens to the hours around it.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict
from scheduling.access import get_edited_practitioner, get_location, get_practitioner
from scheduling.availability_access import get_edited_extra_hours, get_edited_hours
from scheduling.models import ExtraHours, Location, Practitioner, WeeklyHours
from scheduling.services.keeping import OVERLAP, refusing, set_fields
from scheduling.validators import PAST, check_days, check_hours, check_real, refused

DAY = timedelta(days=1)
FIELDS = ("weekday", "start", "end", "valid_from", "valid_until", "location")


def add_weekly_hours(
    *,
    by: User,
    practitioner: UUID,
    weekdays: Sequence[int],
    start: time,
    end: time,
    valid_from: date,
    valid_until: date | None = None,
    location: UUID | None = None,
) -> list[WeeklyHours]:
    """The same hours on one or more days of the week; all of them, or none. Raises NotFound, InvalidInput."""
    who = get_edited_practitioner(by, practitioner)
    said = {"start": start, "end": end, "valid_from": valid_from, "valid_until": valid_until}
    said["location"] = _place(by, location)
    rows = [WeeklyHours(practitioner=who, weekday=weekday) for weekday in sorted(set(weekdays))]
    with refusing(), recorded(by=by, reason="hours added"):
        for row in rows:
            _keep(row, said)
    return rows


def change_weekly_hours(*, by: User, hours: UUID, changes: dict[str, Any]) -> WeeklyHours:
    """Other times, days or place. Raises NotFound, InvalidInput."""
    row = get_edited_hours(by, hours)
    if "location" in changes:
        changes = changes | {"location": _place(by, changes["location"])}
    with refusing(), recorded(by=by, reason="hours changed"):
        _keep(row, changes)
    return row


def end_weekly_hours(*, by: User, hours: UUID, from_on: date | None = None) -> None:
    """No more of these hours from a day on, by default today; the ones that were stay known."""
    row = get_edited_hours(by, hours)
    from_on = from_on or clock.today_in(row.practitioner.time_zone)
    check_days(from_on, None, ("from_on", ""))
    with recorded(by=by, reason="hours ended"):
        _end(row, from_on)


def copy_weekly_hours(*, by: User, source: UUID, to: UUID, from_on: date) -> list[WeeklyHours]:
    """From a day on somebody works the hours that somebody else works then. Their own end the day before."""
    who, example = get_edited_practitioner(by, to), get_practitioner(by, source)
    check_days(from_on, None, ("from_on", ""))
    if who == example:
        raise refused("same_person", "source", _("Choose somebody else to copy from."))
    rows = list(_valid_from(example, from_on))
    if not rows:
        raise Conflict(_("There are no hours to copy from that day on."), code="nothing_to_copy")
    with refusing(), recorded(by=by, reason="hours copied"):
        for own in _valid_from(who, from_on):
            _end(own, from_on)
        return [_copy(row, who, from_on) for row in rows]


def add_extra_hours(
    *, by: User, practitioner: UUID, on: date, start: time, end: time, location: UUID | None = None
) -> ExtraHours:
    """More hours on one day, also on a holiday. Raises NotFound, InvalidInput."""
    who = get_edited_practitioner(by, practitioner)
    check_hours(start, end)
    check_days(on, None, ("on", ""))
    if on < clock.today_in(who.time_zone):
        raise refused("past", "on", PAST)
    check_real(who.time_zone, on, (("start", start), ("end", end)))
    row = ExtraHours(practitioner=who, on=on, start=start, end=end, location=_place(by, location))
    with recorded(by=by, reason="extra hours added"):
        # Both kinds of hours of one day are looked at by one at a time.
        Practitioner.objects.select_for_update(no_key=True).get(pk=who.pk)
        _check_apart(row)
        row.save()
    return row


def remove_extra_hours(*, by: User, hours: UUID) -> None:
    """Takes extra hours back; the history keeps them. Raises NotFound."""
    row = get_edited_extra_hours(by, hours)
    with recorded(by=by, reason="extra hours taken back"):
        row.delete()


def _place(by: User, location: UUID | None) -> Location | None:
    """Raises NotFound for a place of another clinic, and for none."""
    return get_location(by, location) if location else None


def _keep(row: WeeklyHours, said: dict[str, Any]) -> None:
    set_fields(row, said, FIELDS)
    if not 0 <= row.weekday <= 6:
        raise refused("out_of_bounds", "weekday", _("0 is Monday, 6 is Sunday."))
    check_hours(row.start, row.end)
    check_days(row.valid_from, row.valid_until, ("valid_from", "valid_until"))
    row.save()


def _end(row: WeeklyHours, from_on: date) -> None:
    """Hours that have never counted by then were a plan, and go."""
    if row.valid_from >= from_on:
        row.delete()
    elif row.valid_until is None or row.valid_until >= from_on:
        row.valid_until = from_on - DAY
        row.save()


def _valid_from(who: Practitioner, from_on: date) -> QuerySet[WeeklyHours]:
    return WeeklyHours.objects.filter(_not_over_by(from_on), practitioner=who)


def _not_over_by(on: date) -> Q:
    return Q(valid_until=None) | Q(valid_until__gte=on)


def _copy(row: WeeklyHours, who: Practitioner, from_on: date) -> WeeklyHours:
    return WeeklyHours.objects.create(
        practitioner=who,
        weekday=row.weekday,
        start=row.start,
        end=row.end,
        valid_from=max(row.valid_from, from_on),
        valid_until=row.valid_until,
        location=row.location,
    )


def _check_apart(row: ExtraHours) -> None:
    """Raises InvalidInput ``hours_overlap``."""
    weekly = WeeklyHours.objects.filter(
        _not_over_by(row.on), practitioner=row.practitioner, weekday=row.on.weekday(), valid_from__lte=row.on
    )
    same_day = ExtraHours.objects.filter(practitioner=row.practitioner, on=row.on)
    others: list[WeeklyHours | ExtraHours] = [*weekly, *same_day]
    if any(_overlap(row, other) for other in others):
        raise refused("hours_overlap", "start", OVERLAP)


def _overlap(row: ExtraHours, other: WeeklyHours | ExtraHours) -> bool:
    return row.start < _last(other) and other.start < _last(row)


def _last(hours: ExtraHours | WeeklyHours) -> time:
    return time.max if hours.end == clock.MIDNIGHT else hours.end
