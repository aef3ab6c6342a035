"""The addresses of visits as they stand in mails and calendars, outside any request."""

from django.conf import settings

from scheduling.models import Appointment


def visits_url() -> str:
    """All visits in the patient's pages."""
    return f"{settings.BASE_URL}/visits/"


def visit_url(appointment: Appointment) -> str:
    """The visit in the patient's pages."""
    return f"{settings.BASE_URL}/visits/{appointment.uuid}/"


def book_url() -> str:
    """Where a patient chooses a time."""
    return f"{settings.BASE_URL}/visits/book/"


def feed_url(token: str) -> str:
    """A private calendar."""
    return f"{settings.BASE_URL}/calendar/{token}.ics"


def room_url(appointment: Appointment) -> str:
    """Where a video session takes place. It opens for its two people only, and only around its time."""
    return f"{settings.BASE_URL}/visits/{appointment.uuid}/room/"


def desk_url(appointment: Appointment) -> str:
    """The visit at the desk."""
    return f"{settings.BASE_URL}/admin/appointments/{appointment.uuid}/"
