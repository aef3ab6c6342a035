"""Times as forms and scripts send them: a wall time of a named clock, or a moment with its offset."""

from datetime import date, datetime, time

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from common import clock
from common.errors import invalid
from common.validators import time_zones

# A day far away from any visit would only break the arithmetic of days.
FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2199, 1, 1)


def day_of(said: str) -> date | None:
    """A day as an address names it; None for what is none, or far away from any visit."""
    try:
        on = parse_date(said)
    except ValueError:
        return None
    return on if on and FIRST_DAY <= on <= LAST_DAY else None


def moment_of(said: str, zone: str) -> datetime:
    """What was sent, as a moment. Raises InvalidInput for no time, an unknown zone, or a skipped one."""
    try:
        at = parse_datetime(said)
    except ValueError:
        at = None
    if at is None:
        raise invalid(starts_at=_("Say a day and a time."))
    if not at.tzinfo:
        return wall_moment(at.date(), at.time(), zone)
    _check(at.date(), zone)
    return at


def wall_moment(on: date, at: time, zone: str) -> datetime:
    """A wall time of a zone as a moment. Raises InvalidInput as ``moment_of``."""
    _check(on, zone)
    if clock.is_skipped(zone, on, at):
        raise invalid(starts_at=_("The clocks skip this time on that day."))
    return clock.moment(zone, on, at)


def _check(on: date, zone: str) -> None:
    if zone not in time_zones():
        raise invalid(starts_at=_("There is no such time zone."))
    if not FIRST_DAY <= on <= LAST_DAY:
        raise invalid(starts_at=_("No visit can be at this time."))
