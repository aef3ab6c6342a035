"""Visits as the patient reads them: when on their own clock, with whom, where, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from common import clock
from patients.models import Patient
from portal.pages.visit_times import value_of
from portal.words import moment_words, visit_span
from scheduling.calendars.entries import place_words
from scheduling.enums import OPEN, AppointmentStatus
from scheduling.models import Appointment
from scheduling.queries.own_visits import next_visit, people_for
from scheduling.queries.packages import is_paid
from scheduling.rules.visits import Door, window_of
from scheduling.services.changing import changes_until, is_moved_alone
from scheduling.words import zone_words

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class VisitCard:
    """One visit on one card. ``state`` is what a patient calls its status; empty while all is well."""

    uuid: UUID
    title: str
    starts_at: datetime
    when: str
    zone: str
    who: str
    where: str
    is_remote: bool
    state: str
    tone: str
    is_open: bool
    can_join: bool
    opens_words: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    """A visit with all there is to say. ``until_words``: until when the patient changes it alone."""

    card: VisitCard
    price: str
    note: str
    reason: str
    is_request: bool
    is_cancelled: bool
    is_over: bool
    may_change: bool
    may_move: bool
    until_words: str


@dataclass(frozen=True, slots=True)
class NewTime:
    """A time a visit may be moved to, in words; ``at`` and ``who`` as a form sends them on."""

    when: str
    zone: str
    person: str
    at: str
    who: str


def visit_card(visit: Appointment, patient: Patient, now: datetime) -> VisitCard:
    """A visit as it is at a moment."""
    zone = patient.time_zone
    window = window_of(visit.starts_at, visit.ends_at)
    door = window.door(now) if visit.is_remote and visit.status == AppointmentStatus.BOOKED else None
    state, tone = _state(visit, now)
    return VisitCard(
        uuid=visit.uuid,
        title=visit.kind.name,
        starts_at=visit.starts_at,
        when=visit_span(visit.starts_at, visit.ends_at, zone),
        zone=zone_words(zone, visit.starts_at),
        who=str(visit.practitioner.user),
        where=_("by video") if visit.is_remote else place_words(visit),
        is_remote=visit.is_remote,
        state=state,
        tone=tone,
        is_open=visit.status in OPEN and visit.ends_at > now,
        can_join=door == Door.OPEN,
        opens_words=moment_words(window.opens_at, zone) if door == Door.TOO_EARLY else "",
    )


def next_visit_card(patient: Patient) -> VisitCard | None:
    """The visit that comes next, for Today."""
    now = clock.now()
    visit = next_visit(patient, now)
    return visit_card(visit, patient, now) if visit else None


def visit_page(visit: Appointment, patient: Patient) -> VisitPage:
    """Everything about one visit."""
    now, until = clock.now(), changes_until(visit)
    return VisitPage(
        card=visit_card(visit, patient, now),
        price=_("Paid from your package") if visit.price and is_paid(visit) else visit.price,
        note=visit.patient_note,
        reason=visit.cancel_reason,
        is_request=visit.status == AppointmentStatus.REQUESTED,
        is_cancelled=visit.status == AppointmentStatus.CANCELLED,
        is_over=visit.ends_at <= now,
        may_change=may_change(visit, until, now),
        may_move=may_change(visit, until, now) and is_moved_alone(visit),
        until_words=moment_words(until, patient.time_zone),
    )


def new_time(patient: Patient, visit: Appointment, at: datetime, who: UUID | None) -> NewTime:
    """Another time for a visit; with whom is somebody who does this kind, else the same one."""
    people = {person.uuid: person for person in people_for(patient, visit.kind)} if who else {}
    person = people.get(who, visit.practitioner) if who else visit.practitioner
    return NewTime(
        when=visit_span(at, at + (visit.ends_at - visit.starts_at), patient.time_zone),
        zone=zone_words(patient.time_zone, at),
        person=str(person),
        at=value_of(at),
        who=str(person.uuid),
    )


def may_change(visit: Appointment, until: datetime, now: datetime) -> bool:
    """May the patient move and cancel it alone? What is only asked for, until its time."""
    if visit.status not in OPEN or visit.starts_at <= now:
        return False
    return visit.status == AppointmentStatus.REQUESTED or now <= until


def _state(visit: Appointment, now: datetime) -> tuple[str, str]:
    """What a patient calls the status of a visit, and the tone of its chip."""
    if visit.status == AppointmentStatus.BOOKED:
        return ("", "") if visit.ends_at > now else (_("Over"), "")
    return {
        AppointmentStatus.REQUESTED: (_("Not confirmed yet"), "careful"),
        AppointmentStatus.CANCELLED: (_("Cancelled"), ""),
        AppointmentStatus.COMPLETED: (_("Took place"), "go"),
        AppointmentStatus.NO_SHOW: (_("Missed"), ""),
    }[AppointmentStatus(visit.status)]
