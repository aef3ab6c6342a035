"""How the desk says working hours and time off."""

from datetime import date

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from desk.forms.availability import time_off_said
from scheduling.models import ExtraHours, TimeOff, WeeklyHours

register = template.Library()


@register.filter
def weekday(hours: WeeklyHours) -> str:
    """The day of the week."""
    return str(WEEKDAYS[hours.weekday])


@register.filter
def span(hours: WeeklyHours | ExtraHours) -> str:
    """From when until when: 9:00–17:30; the end of a day is 24:00."""
    end = "24:00" if hours.end == clock.MIDNIGHT else f"{hours.end:%-H:%M}"
    return f"{hours.start:%-H:%M}–{end}"


@register.filter
def away_words(row: TimeOff) -> str:
    """Whole days as days, else with the times, on the clock of whoever is away."""
    zone = row.practitioner.time_zone if row.practitioner else row.clinic.time_zone
    said = time_off_said(row.starts_at, row.ends_at, zone)
    first, last = _day(said["from_on"]), _day(said["until_on"])
    if said["from_time"] is None and said["until_time"] is None:
        return first if first == last else _("{first} to {last}").format(first=first, last=last)
    start, end = (date_format(at.astimezone(clock.zone(zone)), "G:i") for at in (row.starts_at, row.ends_at))
    until = end if first == last else f"{last}, {end}"
    return _("{first}, {start} to {until}").format(first=first, start=start, until=until)


def _day(on: date) -> str:
    return date_format(on, "D j M Y")
