"""How moments are said to patients: in their own time zone, the day as people say it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from programs.words import day_words
from scheduling.words import clock_words

TITLES = {"dr", "prof", "mr", "mrs", "ms"}


def moment_words(moment: datetime, zone: str) -> str:
    """A moment in a zone: "tomorrow, 9:30", "Tue 24 November, 9:30"."""
    local = moment.astimezone(clock.zone(zone))
    day = day_words(local.date(), clock.today_in(zone))
    return _("{day}, {time}").format(day=day, time=date_format(local, "G:i"))


def first_name(name: str) -> str:
    """The name a patient says, without a title before it."""
    return next((word for word in name.split() if word.rstrip(".").lower() not in TITLES), name)


def visit_span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """From when until when, the day as people say it: "tomorrow, 9:30 to 10:15"."""
    day = day_words(starts_at.astimezone(clock.zone(zone)).date(), clock.today_in(zone))
    start, end = clock_words(starts_at, zone), clock_words(ends_at, zone)
    return _("{day}, {start} to {end}").format(day=day, start=start, end=end)
