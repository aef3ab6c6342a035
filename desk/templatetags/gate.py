"""How the desk says moments and outcomes at the red-flag gate."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Clinic
from common import clock
from patients.enums import Outcome
from patients.queries import gate
from programs.words import day_words

register = template.Library()
register.filter("told", gate.told)

TONES = {Outcome.CLEAR: "go", Outcome.URGENT: "careful", Outcome.EMERGENCY: "stop"}


@register.filter
def at_clinic(moment: datetime, clinic: Clinic) -> str:
    """A moment as the clinic's clocks show it: "today 16:30", "Mon 23 November 16:30"."""
    local = moment.astimezone(clock.zone(clinic.time_zone))
    day = day_words(local.date(), clock.today_in(clinic.time_zone))
    return _("{day} {time}").format(day=day, time=date_format(local, "H:i"))


@register.filter
def is_over(moment: datetime) -> bool:
    """Has this time passed?"""
    return moment < clock.now()


@register.filter
def outcome_tone(outcome: str) -> str:
    return TONES[Outcome(outcome)]
