"""When the visits of a series are: at one wall time in the practitioner's zone, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from common.zones import is_skipped, moment, zone


class Scope(StrEnum):
    """How much of a series a change is for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


def occurrences(
    time_zone: str, starts_at: datetime, count: int, weeks_between: int
) -> list[tuple[datetime, bool]]:
    """The starts in UTC, each with whether clocks jump over its wall time on that day."""
    wall = starts_at.astimezone(zone(time_zone))
    days = (wall.date() + timedelta(weeks=number * weeks_between) for number in range(count))
    at = wall.time().replace(tzinfo=None)
    rest = [(moment(time_zone, day, at), is_skipped(time_zone, day, at)) for day in days]
    # The first is what was asked for, also when its wall time comes twice that day.
    return [(starts_at.astimezone(UTC), False), *rest[1:]]


def shifted(time_zone: str, starts_at: datetime, from_at: datetime, to_at: datetime) -> tuple[datetime, bool]:
    """Where a start goes when one of its series goes from one moment to another: days on, same wall time."""
    place = zone(time_zone)
    before, after = from_at.astimezone(place), to_at.astimezone(place)
    if starts_at == from_at:
        return to_at.astimezone(UTC), False
    day = starts_at.astimezone(place).date() + (after.date() - before.date())
    at = after.time().replace(tzinfo=None)
    return moment(time_zone, day, at), is_skipped(time_zone, day, at)
