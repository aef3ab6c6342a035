"""The timeline below the plots: filtered by subject, a page at a time."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.queries.timeline import Event, Kind

# The word in the address, what it is called, and which kinds it shows.
SUBJECTS: Mapping[str, tuple[str | Promise, frozenset[Kind]]] = {
    "safety": (_("Safety"), frozenset({Kind.SCREENING, Kind.STOP, Kind.LIFTED})),
    "examination": (_("Examination and notes"), frozenset({Kind.ASSESSMENT, Kind.NOTE, Kind.FILE})),
    "visits": (_("Visits"), frozenset({Kind.VISIT})),
    "program": (_("Program"), frozenset({Kind.DECISION, Kind.CHANGE, Kind.WEEK})),
    "days": (_("Days"), frozenset({Kind.SESSION, Kind.CHECK})),
    "measures": (_("Measures"), frozenset({Kind.MEASURE})),
    "messages": (_("Questions and reading"), frozenset({Kind.QUESTION, Kind.READ})),
}


def shown(events: Sequence[Event], subject: str) -> list[Event]:
    """The events of one subject; of an unknown one, all."""
    if subject not in SUBJECTS:
        return list(events)
    _title, kinds = SUBJECTS[subject]
    return [event for event in events if event.kind in kinds]


def subjects_of(events: Sequence[Event]) -> list[tuple[str, str | Promise]]:
    """The subjects that have something to show."""
    found = {event.kind for event in events}
    return [(name, title) for name, (title, kinds) in SUBJECTS.items() if kinds & found]
