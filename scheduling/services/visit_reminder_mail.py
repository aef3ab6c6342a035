"""Writes the reminder of a visit at the moment of sending, or says why it is not sent after all.

It was planned for one start. A visit that was moved or called off never reminds of the old one.
"""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from patients.models import Patient
from patients.queries.patients import preferences_of
from patients.services.preferences import is_quiet
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.visit_letters import (
    Reader,
    appointment_of,
    facts_of,
    letter_to,
    reader_for,
    way_in,
    way_in_words,
)
from scheduling.services.visit_mail import NO_ADDRESS
from scheduling.words import when_words

NOT_BOOKED = gettext_noop("the visit is not booked any more")
MOVED = gettext_noop("the visit is at another time now")
QUIET_HOURS = gettext_noop("quiet hours")
DAY = "day"


def compose_visit_reminder(message: Message) -> Content | Suppress:
    """The reminder as it is true now."""
    appointment = appointment_of(message)
    if reason := _why_not(message, appointment):
        return Suppress(reason)
    reader = reader_for(appointment)
    if reader is None:
        return Suppress(NO_ADDRESS)
    with translation.override(appointment.patient.language):
        return _write(appointment, reader)


def _why_not(message: Message, appointment: Appointment) -> str:
    planned_for = datetime.fromisoformat(message.context["starts_at"])
    reasons = (
        (appointment.status != AppointmentStatus.BOOKED, NOT_BOOKED),
        (appointment.starts_at != planned_for, MOVED),
        (message.context["which"] == DAY and _sleeps(appointment.patient), QUIET_HOURS),
    )
    return next((reason for applies, reason in reasons if applies), "")


def _sleeps(patient: Patient) -> bool:
    local = clock.now().astimezone(clock.zone(patient.time_zone))
    return is_quiet(preferences_of(patient), local.time())


def _write(appointment: Appointment, reader: Reader) -> Content:
    return letter_to(
        reader,
        appointment,
        subject=_("Your visit {when}").format(when=_day_words(appointment)),
        words=way_in_words(appointment, reader),
        facts=facts_of(appointment, reader),
        button=way_in(appointment),
    )


def _day_words(appointment: Appointment) -> str:
    """The day as it is when the mail goes out: "today at 9:30", "tomorrow at 9:30", "on Tuesday ..."."""
    zone = appointment.patient.time_zone
    local = appointment.starts_at.astimezone(clock.zone(zone))
    days = (local.date() - clock.today_in(zone)).days
    words = {0: _("today at {time}"), 1: _("tomorrow at {time}")}.get(days)
    if words is None:
        return _("on {when}").format(when=when_words(appointment.starts_at, zone))
    return words.format(time=date_format(local, "G:i"))
