"""Time zones and days that tests need, whatever time it is while they run."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone

from common.validators import time_zones

_NONE = timedelta(0)


def zone_where_it_is_noon() -> str:
    """A zone in which it is between 11:30 and 12:30 now: no quiet hours, and midnight is far."""
    now = timezone.now()
    hours = round(12 - (now.hour + now.minute / 60))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


@cache
def changes_of_the_clock(first: int = 2026, last: int = 2028) -> list[tuple[str, date]]:
    """Zones and the days on which their clocks jump, one for each kind of jump: at what time, how far."""
    kinds: dict[tuple[str, timedelta], tuple[str, date]] = {}
    for name in sorted(time_zones()):
        for before, after in pairwise(_noons(name, first, last)):
            jump = (after.utcoffset() or _NONE) - (before.utcoffset() or _NONE)
            if jump:
                wall = _last_minute_before(before, after) + timedelta(minutes=1)
                kinds.setdefault((f"{wall:%H:%M}", jump), (name, (wall - timedelta(minutes=1)).date()))
    return list(kinds.values())


def _noons(name: str, first: int, last: int) -> list[datetime]:
    noon = datetime(first, 1, 1, 12, tzinfo=ZoneInfo(name))
    return [noon + timedelta(days=n) for n in range((last - first + 1) * 365)]


def _last_minute_before(before: datetime, after: datetime) -> datetime:
    """The last whole minute, on the wall, before the clock jumps between two times of one zone."""
    low, high = before.astimezone(UTC), after.astimezone(UTC)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        stays = middle.astimezone(before.tzinfo).utcoffset() == before.utcoffset()
        low, high = (middle, high) if stays else (low, middle)
    return low.astimezone(before.tzinfo)
