"""The event that goes with a mail about a visit, into or out of its reader's calendar."""

from email.utils import parseaddr

from django.conf import settings

from accounts.models import Clinic
from common import clock
from notifications.registry import Invitation
from scheduling.calendars.entries import patients_entry
from scheduling.calendars.write import Person, method_of, write_invitation
from scheduling.models import Appointment


def invitation_to(appointment: Appointment, *, name: str, email: str) -> Invitation:
    """The visit as it is now, for somebody's calendar, in the language that is active."""
    entry = patients_entry(appointment)
    data = write_invitation(
        entry,
        organizer=_organizer(appointment.clinic),
        attendee=Person(name, email),
        written_at=clock.now(),
    )
    return Invitation(f"visit-{entry.starts_at:%Y-%m-%d}.ics", method_of(entry), data)


def _organizer(clinic: Clinic) -> Person:
    return Person(clinic.name, clinic.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
