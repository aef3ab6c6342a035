"""What a visitor of the public page can book, on their own clock: free times, and the one that is chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import Clinic
from patients.models import Patient
from portal.pages.visit_times import ANYBODY, Asked, TimesPage, times_page, value_of
from portal.words import visit_span
from scheduling.enums import BookableBy
from scheduling.models import AppointmentKind, Practitioner
from scheduling.queries.own_visits import people_for
from scheduling.words import zone_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that a visitor looks at before it is booked."""

    at: str
    who: str
    when: str
    zone: str
    person: str
    is_request: bool


def visitor_times(clinic: Clinic, zone: str, kind: AppointmentKind, asked: Asked) -> TimesPage:
    """A week of free times; of nobody's choice unless they choose."""
    return times_page(_somebody(clinic, zone), kind, Asked(asked.week, asked.day, asked.who or ANYBODY))


def wanted_time(clinic: Clinic, zone: str, kind: AppointmentKind, at: datetime, who: UUID | None) -> Wanted:
    person = _named(people_for(_somebody(clinic, zone), kind), who)
    return Wanted(
        at=value_of(at),
        who=str(person.uuid) if person else ANYBODY,
        when=visit_span(at, at + timedelta(minutes=kind.minutes), zone),
        zone=zone_words(zone, at),
        person=str(person) if person else "",
        is_request=kind.who_may_book == BookableBy.ON_REQUEST,
    )


def _named(people: list[Practitioner], who: UUID | None) -> Practitioner | None:
    return next((person for person in people if len(people) == 1 or person.uuid == who), None)


def _somebody(clinic: Clinic, zone: str) -> Patient:
    """Nobody's record yet: free times need a clinic and a clock."""
    return Patient(clinic=clinic, time_zone=zone)
