"""Visits as entries of a calendar: the patient's, and the practitioner's. Neither says anything clinical.

A calendar is kept on foreign servers and shown on shared screens. The patient's says where to be and with
whom; the practitioner's says neither who comes nor for what, only that somebody does, and where to look.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from scheduling.addresses import desk_url, room_url, visit_url
from scheduling.calendars.write import Entry, Standing
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.words import visit_title, visit_words

STANDINGS = {
    AppointmentStatus.REQUESTED: Standing.TENTATIVE,
    AppointmentStatus.CANCELLED: Standing.CANCELLED,
}


def uid_of(appointment: Appointment) -> str:
    """The same in the patient's invitation and feed, so that a calendar program shows the visit once."""
    return f"{appointment.uuid}@{urlsplit(settings.BASE_URL).hostname}"


def patients_entry(appointment: Appointment) -> Entry:
    """A visit in the patient's calendar, in the language that is active."""
    who = _("With {name}").format(name=appointment.practitioner)
    url = room_url(appointment) if appointment.is_remote else visit_url(appointment)
    join = _("Join here, from 15 minutes before: {url}").format(url=url)
    return _entry(
        appointment,
        summary=visit_title(appointment.clinic.name, is_remote=appointment.is_remote),
        description=f"{who}\n{join}" if appointment.is_remote else who,
        location="" if appointment.is_remote else place_words(appointment),
        url=url,
    )


def practitioners_entry(appointment: Appointment) -> Entry:
    """A visit in the practitioner's calendar, in the language that is active."""
    summary = visit_words(is_remote=appointment.is_remote)
    return _entry(appointment, summary=summary, description="", location="", url=desk_url(appointment))


def place_words(appointment: Appointment) -> str:
    """Where to come to."""
    place = appointment.location
    return ", ".join(part for part in (place.name, place.address) if part) if place else ""


def _entry(appointment: Appointment, *, summary: str, description: str, location: str, url: str) -> Entry:
    return Entry(
        uid=uid_of(appointment),
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        summary=summary,
        description=description,
        location=location,
        url=url,
        standing=STANDINGS.get(AppointmentStatus(appointment.status), Standing.CONFIRMED),
    )
