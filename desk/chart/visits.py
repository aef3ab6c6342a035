"""The visits of a patient on the time axis and in the timeline of an episode."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from accounts.access import Who
from common import clock
from patients.models import Patient
from patients.queries.timeline import Event, Kind
from programs.queries.course import Course
from scheduling.models import Appointment
from scheduling.queries.appointments import visits_of


def visits_in(by: Who, patient: Patient, course: Course) -> list[Appointment]:
    """What was booked in the days of an episode and is over, whether or not it took place."""
    zone = patient.time_zone
    first = clock.moment(zone, course.stretch.first, clock.MIDNIGHT)
    last = clock.moment(zone, course.stretch.last + timedelta(days=1), clock.MIDNIGHT)
    return list(visits_of(by, patient, first, min(last, clock.now())))


def with_visits(events: Sequence[Event], visits: Iterable[Appointment], zone: str) -> list[Event]:
    """All of it, the latest first and a day in the order of its kinds."""
    found = [Event(Kind.VISIT, clock.today_in(zone, visit.starts_at), visit) for visit in visits]
    order = list(Kind)
    return sorted([*events, *found], key=lambda event: (event.on, order.index(event.kind)), reverse=True)
