"""Wall clocks and moments: when it is half past nine somewhere. Pure arithmetic, so the rules may use it too.

It never asks the time; that is common/clock.py's, which hands these on.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
DAY = timedelta(days=1)


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name."""
    return ZoneInfo(name)


def moment(zone_name: str, on: date, at: time) -> datetime:
    """The first real moment at which clocks in a zone show ``at`` or later on that day, in UTC.

    A time skipped in spring becomes the first moment after the gap; a time that comes twice in autumn counts
    once, at its first occurrence.
    """
    place = zone(zone_name)
    wall = datetime.combine(on, at, tzinfo=place)
    if not _is_skipped(wall):
        return wall.astimezone(UTC)
    # In a gap the two folds read the clock as before and as after the jump: the jump lies between them.
    return _jump_between(place, wall.replace(fold=1).astimezone(UTC), wall.astimezone(UTC))


def span_of(zone_name: str, on: date, start: time, end: time) -> tuple[datetime, datetime]:
    """From one wall time of a day until another, in UTC; an end at midnight is that day's end."""
    last_on = on + DAY if end == MIDNIGHT else on
    return moment(zone_name, on, start), moment(zone_name, last_on, end)


def is_skipped(zone_name: str, on: date, at: time) -> bool:
    """Does no clock in the zone ever show this time of that day, because it jumps over it?"""
    return _is_skipped(datetime.combine(on, at, tzinfo=zone(zone_name)))


def _is_skipped(wall: datetime) -> bool:
    back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return back.replace(tzinfo=None) != wall.replace(tzinfo=None)


def _jump_between(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The second at which the offset of ``place`` changes, by halving."""
    before = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(place).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)
