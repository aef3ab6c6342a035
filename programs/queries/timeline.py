"""The timeline of an episode: the record's events and the programs', the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from common import clock
from patients.queries.timeline import Event, Kind, record_events
from programs.models import TopicRead
from programs.queries.course import Course, Lived
from programs.queries.history import Change, changes_of
from programs.queries.progress import DayProgress, WeekProgress, weeks_of
from programs.rules.words import ItemState

SAID = (ItemState.DONE, ItemState.PARTIAL, ItemState.SKIPPED)


@dataclass(frozen=True, slots=True)
class Session:
    """A day on which something was logged."""

    lived: Lived
    day: DayProgress


@dataclass(frozen=True, slots=True)
class WeekDone:
    """A program week that is over."""

    lived: Lived
    week: WeekProgress


def timeline_of(course: Course) -> list[Event]:
    """Every event of the episode, the latest first; the number of queries does not grow with them."""
    found = [
        *record_events(course.episode, course.stretch),
        *(Event(Kind.CHANGE, change.on, change) for change in _changes(course)),
        *(event for lived in course.programs for event in _lived(lived)),
        *(Event(Kind.CHECK, check.on, check) for check in course.checks),
        *_read(course),
    ]
    order = list(Kind)
    return sorted(found, key=lambda event: (event.on, order.index(event.kind)), reverse=True)


def _changes(course: Course) -> list[Change]:
    """A change that holds from a day to come has not happened yet."""
    today = clock.today_in(course.episode.patient.time_zone)
    changes = changes_of([standing.program for standing in course.standings])
    return [change for change in changes if change.on <= today]


def _lived(lived: Lived) -> Iterator[Event]:
    for day in lived.days:
        if day.state in SAID or day.pain is not None:
            yield Event(Kind.SESSION, day.on, Session(lived, day))
    for week in weeks_of(lived.standing):
        if week.last_on < lived.standing.today and week.percent is not None:
            yield Event(Kind.WEEK, week.last_on, WeekDone(lived, week))


def _read(course: Course) -> Iterator[Event]:
    zone = course.episode.patient.time_zone
    for read in TopicRead.objects.filter(patient=course.episode.patient_id).select_related("read_by"):
        on = clock.today_in(zone, read.read_at)
        if course.stretch.has(on):
            yield Event(Kind.READ, on, read)
