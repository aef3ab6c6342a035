"""What happened in an episode, as the patient record tells it: one list of events of every kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from common import clock
from patients.enums import DocumentState, EpisodeStatus, Outcome, ScreeningScope
from patients.models import (
    Assessment,
    Attachment,
    Episode,
    MeasureResponse,
    Question,
    Screening,
    Stop,
    VisitNote,
)
from patients.models.doors import VALID_DAYS

KEPT = (DocumentState.DRAFT, DocumentState.SIGNED)


class Kind(StrEnum):
    """What an event is about, in the order in which a day tells them."""

    SCREENING = "screening"
    STOP = "stop"
    LIFTED = "lifted"
    ASSESSMENT = "assessment"
    VISIT = "visit"
    NOTE = "note"
    DECISION = "decision"
    CHANGE = "change"
    WEEK = "week"
    SESSION = "session"
    CHECK = "check"
    MEASURE = "measure"
    QUESTION = "question"
    FILE = "file"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Event:
    """``what`` is the row, or the value, that the kind stands for; ``on`` is a day of the patient's."""

    kind: Kind
    on: date
    what: Any


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of an episode. What names no episode belongs to it if it happened then."""

    first: date
    last: date

    def has(self, on: date) -> bool:
        return self.first <= on <= self.last


def stretch_of(episode: Episode) -> Stretch:
    """From a screening's life before it was opened, so that what led to it is in it, until it was closed."""
    zone = episode.patient.time_zone
    closed = episode.closed_at if episode.status == EpisodeStatus.CLOSED else None
    opened = clock.today_in(zone, episode.created_at) - timedelta(days=VALID_DAYS)
    return Stretch(opened, clock.today_in(zone, closed))


def record_events(episode: Episode, stretch: Stretch) -> list[Event]:
    """Everything but the programs, in a number of queries that does not grow."""
    zone = episode.patient.time_zone

    def on(at: datetime) -> date:
        return clock.today_in(zone, at)

    found = [
        *(Event(Kind.SCREENING, on(row.given_at), row) for row in _screenings(episode)),
        *_stop_events(episode, zone),
        *(Event(Kind.ASSESSMENT, row.on, row) for row in _documents(Assessment, episode)),
        *(Event(Kind.NOTE, row.on, row) for row in _documents(VisitNote, episode)),
        *(Event(Kind.MEASURE, row.on, row) for row in _responses(episode)),
        *(Event(Kind.QUESTION, on(row.asked_at), row) for row in _questions(episode)),
        *(Event(Kind.FILE, on(row.added_at), row) for row in _files(episode)),
    ]
    return [event for event in found if stretch.has(event.on)]


def _screenings(episode: Episode) -> QuerySet[Screening]:
    """A daily check carries a screening of its own; only one that found something is told here."""
    told = Screening.objects.filter(patient=episode.patient_id, condition=episode.condition)
    return told.exclude(scope=ScreeningScope.DAILY, outcome=Outcome.CLEAR).select_related("respondent")


def _stop_events(episode: Episode, zone: str) -> Iterator[Event]:
    stops = Stop.objects.filter(patient=episode.patient_id)
    for stop in stops.select_related("screening", "lifted_by", "contacted_by"):
        yield Event(Kind.STOP, clock.today_in(zone, stop.raised_at), stop)
        if stop.lifted_at:
            yield Event(Kind.LIFTED, clock.today_in(zone, stop.lifted_at), stop)


def _documents(model: Any, episode: Episode) -> Sequence[Any]:
    rows = model.objects.filter(episode=episode, state__in=KEPT)
    return list(rows.select_related("signed_by", "drafted_by").order_by("on", "pk"))


def _responses(episode: Episode) -> QuerySet[MeasureResponse]:
    rows = MeasureResponse.objects.filter(episode=episode)
    return rows.select_related("version__measure", "given_by").prefetch_related("scores")


def _questions(episode: Episode) -> QuerySet[Question]:
    rows = Question.objects.filter(_of(episode), patient=episode.patient_id)
    return rows.select_related("asked_by", "replied_by")


def _files(episode: Episode) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(_of(episode), patient=episode.patient_id)
    return rows.select_related("added_by")


def _of(episode: Episode) -> Q:
    return Q(episode=episode) | Q(episode=None)
