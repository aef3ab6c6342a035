"""What waits to be filled in, as cards; and a measure as the patient meets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.measure_forms import ActivityRow, Errors, Question, activity_rows, questions
from patients.models import Episode, MeasureVersion, Patient
from patients.queries.measures import DueMeasure, due_measures
from patients.rules.definition import ACTIVITIES, Definition
from patients.rules.occasions import Moment

WHEN: Mapping[Moment, str | Promise] = {
    Moment.BASELINE: _("To know where you begin"),
    Moment.WEEKLY: _("How was your week?"),
    Moment.FORTNIGHT: _("Time to look again"),
    Moment.DISCHARGE: _("To see what has changed"),
}
LATER = _("How is it now, some time after?")


@dataclass(frozen=True, slots=True)
class DueCard:
    """One measure that waits: what it is, why now, where it is filled in."""

    name: str
    why: str
    version: UUID
    episode: UUID


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure to fill in. ``rows`` instead of ``questions`` where the patient names activities."""

    name: str
    version: MeasureVersion
    episode: Episode
    answers: UUID
    on: date
    questions: Sequence[Question]
    rows: Sequence[ActivityRow]
    ask_name: str
    error: str


def due_cards(patient: Patient) -> list[DueCard]:
    """What waits for this patient today; the include ``portal/_measures_due.html`` shows it."""
    return [_card(found) for found in due_measures(patient)]


def measure_page(
    episode: Episode,
    version: MeasureVersion,
    named: Sequence[str],
    *,
    uuid: UUID,
    on: date,
    answers: Mapping[str, Any],
    errors: Errors,
) -> MeasurePage:
    """The page with what was answered so far and what was wrong with it."""
    definition = Definition.from_content(version.content)
    asked = definition.activities
    return MeasurePage(
        name=version.measure.name,
        version=version,
        episode=episode,
        answers=uuid,
        on=on,
        questions=questions(definition, answers, errors),
        rows=activity_rows(asked, definition.anchors, answers, named, errors) if asked else (),
        ask_name=asked.ask_name if asked else "",
        error=" ".join(str(problem) for problem in errors.get(ACTIVITIES, ())),
    )


def _card(found: DueMeasure) -> DueCard:
    why = WHEN.get(found.window.moment, LATER)
    return DueCard(found.version.measure.name, str(why), found.version.uuid, found.episode.uuid)
