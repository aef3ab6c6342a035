"""The last look at a visit before it is booked: what, when, with whom, and until when it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format

from common import clock
from patients.enums import EpisodeStatus, ScreeningScope
from patients.models import Patient
from patients.queries.screening import asked_of
from patients.queries.screening_due import conditions_of
from patients.rules.screening import RedFlag
from portal.pages.visit_times import ANYBODY, value_of
from portal.words import moment_words, visit_span
from scheduling.calendars.entries import place_words
from scheduling.enums import BookableBy
from scheduling.models import AppointmentKind, Practitioner
from scheduling.queries.own_visits import held_visit, people_for
from scheduling.queries.packages import remaining_credits
from scheduling.queries.policy import policy_of
from scheduling.words import zone_words


@dataclass(frozen=True, slots=True)
class Chosen:
    """A time that somebody wants. ``kept_until`` is empty when it is not kept for them (any more)."""

    id: UUID
    at: str
    who: str
    when: str
    zone: str
    person: str
    where: str
    until_words: str
    is_changeable: bool
    cutoff_hours: int
    kept_until: datetime | None
    kept_words: str
    is_request: bool
    credits: int


def chosen_time(
    patient: Patient, kind: AppointmentKind, *, uuid: UUID, at: datetime, who: UUID | None
) -> Chosen:
    """What somebody is about to book, as they read it."""
    now, zone, policy = clock.now(), patient.time_zone, policy_of(patient.clinic)
    held = held_visit(patient, uuid, now)
    kept_until = held.hold_expires_at if held and held.starts_at == at else None
    person = held.practitioner if held and kept_until else _named(patient, kind, who)
    until = at - timedelta(hours=policy.cutoff_hours)
    return Chosen(
        id=uuid,
        at=value_of(at),
        who=str(person.uuid) if person else ANYBODY,
        when=visit_span(at, at + timedelta(minutes=kind.minutes), zone),
        zone=zone_words(zone, at),
        person=str(person) if person else "",
        where=place_words(held) if held and kept_until and not kind.is_remote else "",
        until_words=moment_words(until, zone),
        is_changeable=until > now,
        cutoff_hours=policy.cutoff_hours,
        kept_until=kept_until,
        kept_words=date_format(kept_until.astimezone(clock.zone(zone)), "G:i") if kept_until else "",
        is_request=kind.who_may_book == BookableBy.ON_REQUEST,
        credits=remaining_credits(patient, kind),
    )


def short_list(patient: Patient) -> tuple[str, Sequence[RedFlag]]:
    """The condition and the questions of the short list of warning signs; none where nothing is asked."""
    conditions = conditions_of(patient)
    if not conditions:
        return "", ()
    return conditions[0], asked_of(patient, conditions[0], ScreeningScope.DAILY)


def only_episode(patient: Patient) -> UUID | None:
    """What a visit is about, where there is no doubt."""
    found = patient.episodes.filter(status=EpisodeStatus.OPEN).values_list("uuid", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def _named(patient: Patient, kind: AppointmentKind, who: UUID | None) -> Practitioner | None:
    people = people_for(patient, kind)
    return next((person for person in people if len(people) == 1 or person.uuid == who), None)
