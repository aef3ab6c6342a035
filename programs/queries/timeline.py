"""The timeline of an episode: the record's events and the programs', the latest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from common import clock
from patients.queries.timeline import Event, Kind, record_events
from programs.models import Decision, SessionLog, TopicRead
from programs.queries.course import Course, Lived
from programs.queries.decisions import decisions_of
from programs.queries.history import Change, changes_of
from programs.queries.progress import DayProgress, WeekProgress, weeks_of
from programs.rules.words import ItemState

SAID = (ItemState.DONE, ItemState.PARTIAL, ItemState.SKIPPED)


@dataclass(frozen=True, slots=True)
class Note:
    """What a patient wrote beside an exercise."""

    exercise: str
    text: str


@dataclass(frozen=True, slots=True)
class Session:
    """A day on which something was logged."""

    lived: Lived
    day: DayProgress
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class WeekDone:
    """A program week that is over."""

    lived: Lived
    week: WeekProgress


def timeline_of(course: Course) -> list[Event]:
    """Every event of the episode, the latest first; the number of queries does not grow with them."""
    found = [
        *record_events(course.episode, course.stretch),
        *(Event(Kind.DECISION, decision.on, decision) for decision in _decisions(course)),
        *(Event(Kind.CHANGE, change.on, change) for change in _changes(course)),
        *_lived(course),
        *(Event(Kind.CHECK, check.on, check) for check in course.checks),
        *_read(course),
    ]
    order = list(Kind)
    return sorted(found, key=lambda event: (event.on, order.index(event.kind)), reverse=True)


def _decisions(course: Course) -> list[Decision]:
    return decisions_of([standing.program for standing in course.standings])


def _changes(course: Course) -> list[Change]:
    """A change that holds from a day to come has not happened yet."""
    today = clock.today_in(course.episode.patient.time_zone)
    changes = changes_of([standing.program for standing in course.standings])
    return [change for change in changes if change.on <= today]


def _lived(course: Course) -> Iterator[Event]:
    notes = _notes(course)
    for lived in course.programs:
        for day in lived.days:
            written = notes.get((lived.standing.program.pk, day.on), [])
            if written or day.state in SAID or day.pain is not None:
                yield Event(Kind.SESSION, day.on, Session(lived, day, written))
        for week in weeks_of(lived.standing):
            if week.last_on < lived.standing.today and week.percent is not None:
                yield Event(Kind.WEEK, week.last_on, WeekDone(lived, week))


def _notes(course: Course) -> Mapping[tuple[int, date], list[Note]]:
    """By program and day."""
    programs = [standing.program.pk for standing in course.standings]
    rows = SessionLog.objects.filter(program__in=programs).exclude(note="").order_by("logged_at", "pk")
    found: dict[tuple[int, date], list[Note]] = {}
    for program, on, exercise, text in rows.values_list(
        "program_id", "on", "prescription__exercise__name", "note"
    ):
        found.setdefault((program, on), []).append(Note(exercise, text))
    return found


def _read(course: Course) -> Iterator[Event]:
    zone = course.episode.patient.time_zone
    for read in TopicRead.objects.filter(patient=course.episode.patient_id).select_related("read_by"):
        on = clock.today_in(zone, read.read_at)
        if course.stretch.has(on):
            yield Event(Kind.READ, on, read)
