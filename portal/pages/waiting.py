"""A patient's places on the waiting list as they read them: for what, when, and what is offered now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from patients.models import Patient
from portal.words import moment_words, visit_span
from scheduling.calendars.entries import place_words
from scheduling.enums import BookableBy, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.queries.own_visits import upcoming_visits
from scheduling.queries.waitlist import open_entries_of
from scheduling.words import clock_words, zone_words


@dataclass(frozen=True, slots=True)
class Waiting:
    """One place. ``until_words``: until when the offer stands; empty where there is none."""

    uuid: UUID
    title: str
    who: str
    when: str
    until_words: str

    @property
    def has_offer(self) -> bool:
        return bool(self.until_words)


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What is offered, in the words of a visit (portal/visits/_facts.html)."""

    starts_at: datetime
    title: str
    when: str
    zone: str
    who: str
    where: str
    is_remote: bool
    is_request: bool
    until_words: str
    other_visits: tuple[str, ...]


def waiting_of(patient: Patient) -> list[Waiting]:
    """For what a patient waits, offers first."""
    return [waiting(entry, patient.time_zone) for entry in open_entries_of(patient)]


def waiting(entry: WaitlistEntry, zone: str) -> Waiting:
    return Waiting(
        uuid=entry.uuid,
        title=entry.kind.name,
        who=str(entry.practitioner.user) if entry.practitioner else "",
        when=_when(entry),
        until_words=_until(entry, zone),
    )


def offer_card(entry: WaitlistEntry, patient: Patient) -> OfferCard | None:
    """The time that is kept for the patient now; None when there is none, or not any more."""
    offered, zone = entry.offered, patient.time_zone
    until_words = _until(entry, zone)
    if offered is None or not until_words:
        return None
    return OfferCard(
        starts_at=offered.starts_at,
        title=entry.kind.name,
        when=visit_span(offered.starts_at, offered.ends_at, zone),
        zone=zone_words(zone, offered.starts_at),
        who=str(offered.practitioner.user),
        where=_("by video") if offered.is_remote else place_words(offered),
        is_remote=offered.is_remote,
        is_request=entry.kind.who_may_book == BookableBy.ON_REQUEST,
        until_words=until_words,
        other_visits=tuple(_words(visit, zone) for visit in upcoming_visits(patient, clock.now())[:3]),
    )


def _words(visit: Appointment, zone: str) -> str:
    return visit_span(visit.starts_at, visit.ends_at, zone)


def _until(entry: WaitlistEntry, zone: str) -> str:
    offered = entry.offered
    until = offered.hold_expires_at if offered and entry.state == WaitlistState.OFFERED else None
    if until is None or until <= clock.now():
        return ""
    is_today = clock.today_in(zone, until) == clock.today_in(zone)
    return clock_words(until, zone) if is_today else moment_words(until, zone)


def _when(entry: WaitlistEntry) -> str:
    """ "23 November to 23 December, from 9:00 to 12:00"."""
    days = _("{first} to {last}").format(
        first=date_format(entry.from_on, "j F"), last=date_format(entry.until_on, "j F")
    )
    if entry.earliest and entry.latest:
        times = _("from {start} to {end}").format(start=_clock(entry.earliest), end=_clock(entry.latest))
    elif entry.earliest:
        times = _("not before {time}").format(time=_clock(entry.earliest))
    elif entry.latest:
        times = _("not after {time}").format(time=_clock(entry.latest))
    else:
        return days
    return f"{days}, {times}"


def _clock(at: object) -> str:
    return date_format(at, "G:i")  # type: ignore[arg-type] # times are formatted, too
