"""Keeps the signals whose source is no program: a stop, a question, a measure that nobody filled in.

Each function makes a patient's row agree with what is true now. Whatever changes a stop or a question calls
it at once; a sweep looks at every patient once a day, for what only time brings about.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Mod

from common import clock
from patients.enums import EpisodeStatus, Outcome, QuestionState
from patients.models import Episode, Patient, Question, Signal, SignalKind, SignalState, Stop
from patients.queries.measures import ASKED_AFTER_END, due_measures
from patients.queries.screening import open_stops
from patients.services.signals import raise_signal, settle_signal

# The patient is asked from the first day on; somebody else should look after these.
MEASURE_LATE = timedelta(days=3)
MEASURE_HOURS = timedelta(days=7)
HOURS_A_DAY = 24


def keep_stop_signal(patient: Patient) -> None:
    """One row for everything that stops a patient; seen once somebody has spoken to them about all of it."""
    stops = open_stops(patient)
    if not stops:
        settle_signal(patient=patient, kind=SignalKind.RED_FLAG)
        return
    waiting = [stop for stop in stops if not stop.contacted_at] or stops
    latest = max(stops, key=lambda stop: (stop.raised_at, stop.pk))
    signal = raise_signal(
        patient=patient,
        kind=SignalKind.RED_FLAG,
        evidence={"stop": stops[0].level, "on": _day(patient, latest.raised_at)},
        due_at=min(stop.contact_by for stop in waiting),
        about=str(latest.uuid),
        level=1 + (stops[0].level == Outcome.EMERGENCY),
    )
    if signal.state == SignalState.OPEN:
        _follow(signal, waiting)


def _follow(signal: Signal, waiting: Sequence[Stop]) -> None:
    """Its time is that of the stops that hold now, also when one that was more urgent has been lifted."""
    signal.due_at = min(stop.contact_by for stop in waiting)
    if waiting[0].contacted_at:
        signal.state = SignalState.ACKNOWLEDGED
        signal.acted_at, signal.acted_by = waiting[0].contacted_at, waiting[0].contacted_by
    signal.save()


def keep_question_signal(patient: Patient) -> None:
    """One row for all questions that wait; another one brings it back."""
    waiting = list(
        Question.objects.filter(patient=patient, state=QuestionState.OPEN).order_by("due_at", "pk")
    )
    if not waiting:
        settle_signal(patient=patient, kind=SignalKind.QUESTION)
        return
    raise_signal(
        patient=patient,
        kind=SignalKind.QUESTION,
        evidence={"questions": len(waiting), "on": _day(patient, waiting[0].asked_at)},
        due_at=waiting[0].due_at,
        about=str(waiting[-1].uuid),
        level=len(waiting),
    )


def keep_measure_signal(patient: Patient) -> None:
    """A measure that has waited for some days although the patient was asked."""
    today = clock.today_in(patient.time_zone)
    late = [one for one in due_measures(patient) if today - one.window.due_on >= MEASURE_LATE]
    if not late:
        settle_signal(patient=patient, kind=SignalKind.MEASURE_DUE)
        return
    first = min(late, key=lambda one: one.window.due_on)
    raise_signal(
        patient=patient,
        kind=SignalKind.MEASURE_DUE,
        evidence={
            "name": first.version.measure.name,
            "measures": len(late),
            "on": first.window.due_on.isoformat(),
        },
        due_at=clock.now() + MEASURE_HOURS,
        episode=first.episode,
        about=f"{first.version.measure.slug}:{first.window.due_on.isoformat()}",
    )


def measure_was_given(patient: Patient) -> None:
    """Settles what the answers settle; asks nothing where nothing was late."""
    if Signal.objects.filter(patient=patient, kind=SignalKind.MEASURE_DUE, settled_at=None).exists():
        keep_measure_signal(patient)


def look_at_patients(now: datetime | None = None) -> int:
    """Every patient once a day, a part of them each hour; returns how many were looked at."""
    at = now or clock.now()
    patients = list(_of_the_hour(at.astimezone(ZoneInfo("UTC")).hour))
    for patient in patients:
        keep_stop_signal(patient)
        keep_question_signal(patient)
        keep_measure_signal(patient)
    return len(patients)


def _of_the_hour(hour: int) -> QuerySet[Patient]:
    """Those in care, or for some time after it, or with something open."""
    asked = Episode.objects.filter(
        Q(status=EpisodeStatus.OPEN) | Q(closed_at__gte=clock.now() - ASKED_AFTER_END)
    )
    in_care = (
        Q(pk__in=asked.values("patient"))
        | Q(pk__in=Stop.objects.filter(lifted_at=None).values("patient"))
        | Q(pk__in=Question.objects.filter(state=QuestionState.OPEN).values("patient"))
        | Q(pk__in=Signal.objects.filter(settled_at=None).values("patient"))
    )
    rows = Patient.objects.filter(in_care, merged_into=None).select_related("clinic")
    return rows.annotate(hour=Mod(F("pk"), HOURS_A_DAY)).filter(hour=hour)


def _day(patient: Patient, moment: datetime) -> str:
    return clock.today_in(patient.time_zone, moment).isoformat()
