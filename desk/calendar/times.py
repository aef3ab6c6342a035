"""Times as forms and scripts send them: a wall time of a named clock, or a moment with its offset."""

from datetime import date, datetime, time

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from common import clock
from common.errors import invalid
from common.validators import time_zones


def moment_of(said: str, zone: str) -> datetime:
    """What was sent, as a moment. Raises InvalidInput for no time, an unknown zone, or a skipped one."""
    try:
        at = parse_datetime(said)
    except ValueError:
        at = None
    if at is None:
        raise invalid(starts_at=_("Say a day and a time."))
    return at if at.tzinfo else wall_moment(at.date(), at.time(), zone)


def wall_moment(on: date, at: time, zone: str) -> datetime:
    """A wall time of a zone as a moment. Raises InvalidInput as ``moment_of``."""
    if zone not in time_zones():
        raise invalid(starts_at=_("There is no such time zone."))
    if clock.is_skipped(zone, on, at):
        raise invalid(starts_at=_("The clocks skip this time on that day."))
    return clock.moment(zone, on, at)
