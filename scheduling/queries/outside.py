"""How the calendars that a practitioner keeps elsewhere stand."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from scheduling.calendars.problems import Problem
from scheduling.models import OutsideCalendar, Practitioner
from scheduling.outside_words import WORDS
from scheduling.words import when_words


@dataclass(frozen=True)
class Outside:
    """One of them. Of its address, which opens it to everybody, only the server is shown."""

    uuid: UUID
    host: str
    read_at: datetime | None
    read_words: str
    problem: str


def outside_calendars(practitioner: Practitioner) -> list[Outside]:
    """Those that are read, in the order in which they were added."""
    rows = OutsideCalendar.objects.filter(practitioner=practitioner, is_active=True).order_by("pk")
    return [
        Outside(
            row.uuid,
            urlsplit(row.url).hostname or "",
            row.good_at,
            when_words(row.good_at, practitioner.time_zone) if row.good_at else "",
            _words(row.problem),
        )
        for row in rows
    ]


def _words(problem: str) -> str:
    return str(WORDS[Problem(problem)]) if problem else ""
