"""Which events are dots on the time axis, and what a dot says when pointed at."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from patients.queries.timeline import Event, Kind
from programs.decision_text import verdict_words
from programs.drawings import Marks
from programs.queries.history import Change
from programs.queries.history import Kind as ChangeKind

ROWS: Sequence[tuple[str | Promise, tuple[Kind, ...]]] = (
    (gettext_lazy("Screened"), (Kind.SCREENING,)),
    (pgettext_lazy("a warning sign", "Stop"), (Kind.STOP, Kind.LIFTED)),
    (gettext_lazy("Examined"), (Kind.ASSESSMENT,)),
    (gettext_lazy("Visit"), (Kind.VISIT,)),
    (gettext_lazy("Visit note"), (Kind.NOTE,)),
    (gettext_lazy("Decided"), (Kind.DECISION,)),
    (gettext_lazy("Changed"), (Kind.CHANGE,)),
    (gettext_lazy("Asked"), (Kind.QUESTION,)),
)
CHANGES: Mapping[ChangeKind, str | Promise] = {
    ChangeKind.ASSIGNED: gettext_lazy("first day of the program"),
    ChangeKind.DOSE: gettext_lazy("dose changed"),
    ChangeKind.SWAPPED: gettext_lazy("exercise swapped"),
    ChangeKind.STOPPED: gettext_lazy("exercise taken out"),
    ChangeKind.PAUSED: gettext_lazy("paused"),
    ChangeKind.RESUMED: gettext_lazy("resumed"),
    ChangeKind.REPEATED: gettext_lazy("week repeated"),
    ChangeKind.ENDED: gettext_lazy("ended"),
}


def marks_of(events: Sequence[Event]) -> list[Marks]:
    """The rows that have a dot, the first day first."""
    rows: list[Marks] = []
    for name, kinds in ROWS:
        found = [(event.on, title_of(event)) for event in reversed(events) if event.kind in kinds]
        if found:
            rows.append((str(name), found))
    return rows


def title_of(event: Event) -> str:
    """An event in a few words."""
    return TITLES[event.kind](event.what)


def _change(change: Change) -> str:
    return f"{change.program.name}: {CHANGES[change.kind]}"


def _question(_row: Any) -> str:
    return _("a question from the patient")


TITLES: Mapping[Kind, Callable[[Any], str]] = {
    Kind.SCREENING: lambda row: str(row.get_outcome_display()),
    Kind.STOP: lambda row: str(row.get_level_display()),
    Kind.LIFTED: lambda _row: _("lifted"),
    Kind.ASSESSMENT: lambda row: str(row.get_kind_display()),
    Kind.VISIT: lambda row: f"{row.kind.name}: {row.get_status_display()}",
    Kind.NOTE: lambda _row: _("note"),
    Kind.DECISION: lambda row: verdict_words(row.verdict, row.scope),
    Kind.CHANGE: _change,
    Kind.QUESTION: _question,
}
