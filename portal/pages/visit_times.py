"""The free times of a week on the patient's own clock: a strip of days, and the times of one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format

from common import clock
from common.errors import ServiceError
from patients.models import Patient
from portal.words import moment_words
from programs.words import day_words
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.queries.own_visits import last_seen, people_for
from scheduling.queries.policy import policy_of
from scheduling.queries.slots import Slot, free_slots
from scheduling.services.refusals import SlotTaken
from scheduling.words import clock_words, zone_words

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a week from a day on, a day in it, and with whom; None is not said."""

    week: date | None = None
    day: date | None = None
    who: UUID | str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """One free start; ``value`` is how a form names it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the strip."""

    on: date
    times: Sequence[Time]
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TimesPage:
    """A week of free times. ``next_on`` is the next day that has any, where this week has none."""

    kind: AppointmentKind
    people: Sequence[Practitioner]
    person: Practitioner | None
    first: date
    days: Sequence[Day]
    zone: str
    months: str
    earlier: date | None
    later: date | None
    next_on: date | None
    next_words: str

    @property
    def chosen(self) -> Day | None:
        return next((day for day in self.days if day.is_chosen), None)

    @property
    def who(self) -> str:
        """With whom, as an address says it."""
        return str(self.person.uuid) if self.person else ANYBODY


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a time was not given, in words, and what is free instead."""

    words: str = ""
    offered: Sequence[Time] = ()

    @classmethod
    def of(cls, error: ServiceError, zone: str) -> "Refusal":
        offered = times_of(error.slots, zone) if isinstance(error, SlotTaken) else ()
        return cls(str(error.message), offered)


@dataclass(frozen=True)
class Search:
    """Whose free times are looked for; ``moving`` is the visit that is in nobody's way."""

    patient: Patient
    kind: AppointmentKind
    person: Practitioner | None
    moving: Appointment | None

    def between(self, first: date, until: date) -> list[Slot]:
        """The free starts of these days on the patient's clock; ``until`` is the day after them."""
        zone = self.patient.time_zone
        slots = free_slots(
            clinic=self.patient.clinic,
            kind=self.kind,
            practitioner=self.person,
            from_at=clock.moment(zone, first, clock.MIDNIGHT),
            until_at=clock.moment(zone, until, clock.MIDNIGHT),
            patient=self.patient,
            ignoring=self.moving,
        )
        return [slot for slot in slots if not self._is_where_it_is(slot)]

    def _is_where_it_is(self, slot: Slot) -> bool:
        """A visit is not moved to its own time."""
        at = (self.moving.starts_at, self.moving.practitioner_id) if self.moving else None
        return (slot.starts_at, slot.practitioner_id) == at

    def first_day(self, first: date, until: date) -> date | None:
        """The first of these days that has a free start."""
        found = self.between(first, until)
        return _local(found[0].starts_at, self.patient.time_zone).date() if found else None


def times_page(
    patient: Patient, kind: AppointmentKind, asked: Asked, *, moving: Appointment | None = None
) -> TimesPage:
    """The week that was asked for; where none was, the first one that has a free time."""
    people = people_for(patient, kind)
    person = _person(patient, people, asked.who, moving)
    search = Search(patient, kind, person, moving)
    today = clock.today_in(patient.time_zone)
    last = today + policy_of(patient.clinic).horizon_days * A_DAY
    first = min(max(asked.week or today, today), last)
    found, next_on = search.between(first, first + A_WEEK), None
    if not found:
        next_on = search.first_day(first + A_WEEK, last + A_DAY)
    if next_on and asked.week is None:
        first, next_on = next_on, None
        found = search.between(first, first + A_WEEK)
    zone = patient.time_zone
    days = _days(found, first, asked.day, zone)
    return TimesPage(
        kind=kind,
        people=people,
        person=person,
        first=first,
        days=days,
        zone=zone_words(zone, clock.moment(zone, first, clock.MIDNIGHT)),
        months=_months(first, first + 6 * A_DAY),
        earlier=max(first - A_WEEK, today) if first > today else None,
        later=first + A_WEEK if first + A_WEEK <= last else None,
        next_on=next_on,
        next_words=day_words(next_on, today) if next_on else "",
    )


def times_of(slots: Iterable[Slot], zone: str) -> list[Time]:
    """Times of several days, each with its day: those offered in place of one that is gone."""
    starts = dict.fromkeys(slot.starts_at for slot in slots)
    return [Time(value_of(at), moment_words(at, zone)) for at in starts]


def value_of(at: datetime) -> str:
    """A start as forms and addresses name it, in UTC."""
    return f"{at:%Y-%m-%dT%H:%M}Z"


def _person(
    patient: Patient, people: Sequence[Practitioner], who: UUID | str | None, moving: Appointment | None
) -> Practitioner | None:
    """Who was named; where nobody was, whom the patient sees already. None is anybody."""
    if len(people) == 1:
        return people[0]
    if who is None:
        key = moving.practitioner_id if moving else last_seen(patient)
        return next((person for person in people if person.pk == key), None)
    return next((person for person in people if str(person.uuid) == str(who)), None)


def _days(slots: Sequence[Slot], first: date, asked: date | None, zone: str) -> list[Day]:
    """Seven days, and of those the one to show: the one that was asked for, else the first with a time."""
    on: dict[date, list[datetime]] = {first + number * A_DAY: [] for number in range(7)}
    for at in dict.fromkeys(slot.starts_at for slot in slots):
        on[_local(at, zone).date()].append(at)
    chosen = asked if asked in on else next((day for day, starts in on.items() if starts), None)
    return [
        Day(
            on=day,
            times=[Time(value_of(at), clock_words(at, zone)) for at in starts],
            words=date_format(day, "l j F"),
            is_chosen=day == chosen,
        )
        for day, starts in on.items()
    ]


def _months(first: date, last: date) -> str:
    """The months of a week: "November 2026", "November – December 2026"."""
    end = date_format(last, "F Y")
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{date_format(first, 'F' if first.year == last.year else 'F Y')} – {end}"


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(clock.zone(zone))
