"""What a patient reads while a warning sign holds them, on every page and at its own address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from common import clock
from patients.enums import Outcome, ScreeningScope
from patients.models import Patient, Screening, Stop
from patients.queries.gate import told, what_to_do
from patients.queries.screening import open_stops
from patients.queries.screening_due import screens_due
from portal.words import moment_words


@dataclass(frozen=True, slots=True)
class StopNotice:
    """A stop that nobody has lifted; ``contact_words`` is empty once the clinic has been in touch."""

    screening: UUID
    is_emergency: bool
    contact_words: str


def stop_notice(patient: Patient) -> StopNotice | None:
    """The worst stop that holds this patient, if one does."""
    stops = open_stops(patient)
    return _notice(stops[0], patient) if stops else None


def _notice(stop: Stop, patient: Patient) -> StopNotice:
    return StopNotice(
        stop.screening.uuid, stop.level == Outcome.EMERGENCY, contact_words(stop, patient.time_zone)
    )


def contact_words(stop: Stop, zone: str) -> str:
    """Until when the clinic will be in touch; empty when it has been, or when that time is over."""
    return moment_words(stop.contact_by, zone) if _is_awaited(stop, clock.now()) else ""


def _is_awaited(stop: Stop, now: datetime) -> bool:
    return stop.contacted_at is None and stop.contact_by > now


@dataclass(frozen=True, slots=True)
class ScreenDue:
    """A full screen that Today asks for."""

    condition: str
    scope: ScreeningScope


def screen_due(patient: Patient) -> ScreenDue | None:
    """The first one, if any is due; the next follows when that is given."""
    return next((ScreenDue(*due) for due in screens_due(patient).items()), None)


@dataclass(frozen=True, slots=True)
class WarningSign:
    """What a screening with a warning sign means for its patient, in the words of the pack."""

    screening: Screening
    is_emergency: bool
    is_lifted: bool
    is_contacted: bool
    contact_words: str
    text: str
    told: list[str]


def warning_sign(screening: Screening, zone: str) -> WarningSign:
    """The page of a screening that was not clear."""
    stop = screening.stop
    return WarningSign(
        screening,
        is_emergency=screening.outcome == Outcome.EMERGENCY,
        is_lifted=stop.lifted_at is not None,
        is_contacted=stop.contacted_at is not None,
        contact_words=contact_words(stop, zone),
        text=what_to_do(screening),
        told=[answer.ask for answer in told(screening)],
    )
