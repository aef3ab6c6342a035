"""One visit as a file that its patient puts into their own calendar."""

from common import clock
from scheduling.calendars.entries import patients_entry
from scheduling.calendars.write import write_file
from scheduling.models import Appointment

CONTENT_TYPE = "text/calendar; charset=utf-8"
NAME = "visit.ics"


def visit_file(appointment: Appointment) -> bytes:
    """The same event as in the mailed invitation and the feed, so that no calendar shows it twice."""
    return write_file(patients_entry(appointment), written_at=clock.now())
