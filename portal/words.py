"""How moments are said to patients: in their own time zone, the day as people say it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from programs.words import day_words

TITLES = {"dr", "prof", "mr", "mrs", "ms"}


def moment_words(moment: datetime, zone: str) -> str:
    """A moment in a zone: "tomorrow, 9:30", "Tue 24 November, 9:30"."""
    local = moment.astimezone(clock.zone(zone))
    day = day_words(local.date(), clock.today_in(zone))
    return _("{day}, {time}").format(day=day, time=date_format(local, "G:i"))


def first_name(name: str) -> str:
    """The name a patient says, without a title before it."""
    return next((word for word in name.split() if word.rstrip(".").lower() not in TITLES), name)
