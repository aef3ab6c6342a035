"""What stands at the red-flag gate, as lists: screenings and answers, stops, enquiries, questions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from accounts.access import Who
from patients.enums import EnquiryState, Outcome, QuestionState
from patients.gate_access import visible_enquiries, visible_questions, visible_screenings, visible_stops
from patients.models import Enquiry, Patient, Question, Screening, Stop
from patients.queries.screening import open_stops


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as it was read, and what was said. ``why`` is what a yes may mean: for clinicians."""

    id: str
    level: str
    ask: str
    why: str
    is_yes: bool


def answers_of(screening: Screening) -> list[Answer]:
    """All of them, those with yes first."""
    said = [Answer(**row, is_yes=bool(screening.answers[row["id"]])) for row in screening.asked]
    return sorted(said, key=lambda answer: not answer.is_yes)


def told(screening: Screening) -> list[Answer]:
    """What was answered with yes, the worst first."""
    yes = [answer for answer in answers_of(screening) if answer.is_yes]
    return sorted(yes, key=lambda answer: answer.level != Outcome.EMERGENCY)


def what_to_do(screening: Screening) -> str:
    """What the pack tells somebody who answered like this; nothing when no warning sign was told."""
    words: dict[str, Any] = screening.form.content["red_flag_screen"]
    return str(words.get(f"{screening.outcome}_text", ""))


def screening_list(by: Who, *, patient: UUID | None = None) -> QuerySet[Screening]:
    """The screenings of the patients this person treats: all, or one patient's."""
    rows = visible_screenings(by).select_related("patient", "clinic", "form", "stop")
    return rows.filter(patient__uuid=patient) if patient else rows


def stop_list(by: Who, *, patient: UUID | None = None, is_open: bool | None = None) -> QuerySet[Stop]:
    """Stops: all, one patient's, those that hold, or those that are lifted."""
    rows = visible_stops(by).select_related("patient__clinic", "screening", "contacted_by", "lifted_by")
    if patient:
        rows = rows.filter(patient__uuid=patient)
    return rows if is_open is None else rows.filter(lifted_at__isnull=is_open)


def stops_of(patient: Patient) -> list[Stop]:
    """What holds one patient, the worst first, with who contacted them; for the banner on their pages."""
    return open_stops(patient)


def enquiry_list(by: Who, *, state: str = EnquiryState.OPEN) -> QuerySet[Enquiry]:
    """Those who ask to be seen; open ones with an urgent answer first, then by when they should hear."""
    rows = visible_enquiries(by).select_related("clinic", "screening", "patient")
    rows = rows.annotate(weight=_worst_first("screening__outcome"))
    return rows.filter(state=state).order_by("weight", "due_at", "pk")


def question_list(
    by: Who, *, state: str = QuestionState.OPEN, patient: UUID | None = None
) -> QuerySet[Question]:
    """Patients' questions: those due first when they wait, the latest answered first after that."""
    rows = visible_questions(by).select_related("patient__clinic", "episode", "replied_by")
    rows = rows.filter(state=state)
    if patient:
        rows = rows.filter(patient__uuid=patient)
    order = (F("due_at").asc(), "pk") if state == QuestionState.OPEN else (F("replied_at").desc(), "-pk")
    return rows.order_by(*order)


def _worst_first(field: str) -> Case:
    return Case(
        When(**{field: Outcome.EMERGENCY}, then=Value(0)),
        When(**{field: Outcome.URGENT}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
