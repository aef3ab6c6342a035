"""The only place that asks what time it is, and what day it is somewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

MIDNIGHT = time(0)

_pretended: ContextVar[datetime | None] = ContextVar("pretended_now", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Inside, it is ``moment``. For the demo clinic's history and for tests; requests never use it."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name."""
    return ZoneInfo(name)


def today_in(zone_name: str, at: datetime | None = None) -> date:
    """The calendar day in a zone (an IANA name) at a moment, by default now."""
    return (at or now()).astimezone(zone(zone_name)).date()


def moment(zone_name: str, on: date, at: time) -> datetime:
    """The first real moment at which clocks in a zone show ``at`` or later on that day, in UTC.

    A time skipped in spring becomes the first moment after the gap; a time that comes twice in autumn counts
    once, at its first occurrence.
    """
    wall = datetime.combine(on, at, tzinfo=zone(zone_name))
    utc = wall.astimezone(UTC)
    if utc.astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return utc
    # In a gap the two folds read the clock as before and as after the jump: the jump lies between them.
    return _jump_between(zone(zone_name), wall.replace(fold=1).astimezone(UTC), utc)


def _jump_between(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The second at which the offset of ``place`` changes, by halving."""
    before = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(place).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)
