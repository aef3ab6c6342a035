"""The bounds of what a clinic may set, for services, forms and serializers; the database has them too."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.clock import MIDNIGHT, is_skipped
from common.errors import InvalidInput
from scheduling.models.offer import LONGEST_MINUTES

# By field: the least and the most.
KIND_BOUNDS = {"minutes": (5, LONGEST_MINUTES), "buffer_before": (0, 240), "buffer_after": (0, 240)}
DAILY_BOUNDS = {"daily_limit": (1, 100)}
POLICY_BOUNDS = {
    "notice_minutes": (0, 60 * 24 * 60),
    "horizon_days": (1, 366),
    "granularity_minutes": (5, 240),
    "cutoff_hours": (0, 24 * 14),
    "hold_minutes": (1, 60),
    "grace_minutes": (0, 60),
    "offer_minutes": (5, 60 * 24 * 2),
}
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
LONGEST_TIME_OFF = timedelta(days=3 * 366)
LONGEST_LOOK = timedelta(days=92)

PAST = _("This is over already.")
BACK_TO_FRONT = _("The end lies before the beginning.")
SKIPPED = _("On this day clocks jump over this time. Choose another one.")
OUT_OF_BOUNDS = _("From %(least)s to %(most)s.")


def refused(code: str, field: str, message: str | Promise) -> InvalidInput:
    """A refusal with a code of its own, at its field."""
    return InvalidInput(message, code=code, fields={field: message})


def check_bounds(values: Mapping[str, Any], bounds: Mapping[str, tuple[int, int]]) -> None:
    """Raises InvalidInput ``out_of_bounds`` naming each number that is."""
    wrong = {
        name: OUT_OF_BOUNDS % {"least": least, "most": most}
        for name, (least, most) in bounds.items()
        if name in values and not least <= values[name] <= most
    }
    if wrong:
        raise InvalidInput(_("Please look at the marked fields."), code="out_of_bounds", fields=wrong)


def check_hours(start: time, end: time) -> None:
    """Whole minutes, the end after the start; 00:00 as an end is the day's end."""
    for name, at in (("start", start), ("end", end)):
        if at.second or at.microsecond:
            raise refused("whole_minutes", name, _("Hours begin and end at a whole minute."))
    if end != MIDNIGHT and end <= start:
        raise refused("ends_before_starts", "end", BACK_TO_FRONT)


def check_days(first: date, last: date | None, names: tuple[str, str]) -> None:
    """Days within two centuries, the last not before the first."""
    for name, on in zip(names, (first, last), strict=True):
        if on and not FIRST_DAY <= on <= LAST_DAY:
            raise refused("out_of_bounds", name, _("This is not a day on which anybody works."))
    if last and last < first:
        raise refused("ends_before_starts", names[1], BACK_TO_FRONT)


def check_real(zone: str, on: date, times: Iterable[tuple[str, time]]) -> None:
    """Wall times that clocks of the zone show on that day. Raises InvalidInput ``dst_gap``."""
    for name, at in times:
        if is_skipped(zone, on, at):
            raise refused("dst_gap", name, SKIPPED)


def check_stretch(starts_at: datetime, ends_at: datetime, now: datetime, longest: timedelta) -> None:
    """A stretch of time that is not over, ends after it starts, and is not endless."""
    if ends_at <= starts_at:
        raise refused("ends_before_starts", "ends_at", BACK_TO_FRONT)
    if ends_at <= now:
        raise refused("past", "ends_at", PAST)
    if ends_at - starts_at > longest or ends_at.date() > LAST_DAY:
        message = _("This is longer than %(days)s days.") % {"days": longest.days}
        raise refused("too_long", "ends_at", message)


def check_look(from_at: datetime, until_at: datetime) -> None:
    """How much time may be looked through at once."""
    if until_at <= from_at:
        raise refused("ends_before_starts", "to", BACK_TO_FRONT)
    if until_at - from_at > LONGEST_LOOK:
        message = _("Look at no more than %(days)s days at once.") % {"days": LONGEST_LOOK.days}
        raise refused("too_long", "to", message)
