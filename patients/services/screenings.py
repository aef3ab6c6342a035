"""Takes the answers of a red-flag screen, once, and raises a stop when they ask for one.

``record_screening`` is the patients' half only: programs/services/red_flags.py calls it and stops what is
running. Nobody else does; a test looks.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic, User
from audit.context import recorded
from common.errors import Conflict, InvalidInput, NotFound
from patients.enums import Outcome, ScreeningScope
from patients.models import Patient, Screening
from patients.queries.screening import current_form, red_flags
from patients.rules.screening import RedFlag, ScreenError, Verdict, judge
from patients.services.stops import raise_stop

PROBLEMS = {
    "missing": _("Please answer this question."),
    "not_yes_or_no": _("Answer with yes or no."),
    "unknown": _("There is no such question."),
}


def record_screening(
    *,
    by: User,
    patient: Patient,
    condition: str,
    scope: ScreeningScope,
    answers: Mapping[str, Any],
    uuid: UUID | None = None,
) -> Screening:
    """A patient's answers, and the stop they raise. Called inside the transaction of the caller.

    Sending the same ``uuid`` again answers what it answered. Raises InvalidInput naming each question,
    NotFound when nothing is asked about this condition, Conflict when the id is somebody else's.
    """
    uuid = uuid or uuid4()
    # Under the patient's lock: a program that is being assigned meanwhile sees the stop or is stopped by it.
    patient = Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=patient.pk)
    if twin := Screening.objects.filter(uuid=uuid).first():
        return _same(twin, patient)
    screening = _store(patient.clinic, condition, scope, answers, uuid, patient=patient, respondent=by)
    if screening.outcome != Outcome.CLEAR:
        raise_stop(patient, screening)
    return screening


def record_visitor_screening(
    *, clinic: Clinic, condition: str, age: int | None, answers: Mapping[str, Any], uuid: UUID
) -> Screening:
    """A visitor's answers, kept without a name. Raises InvalidInput, NotFound, Conflict."""
    if twin := Screening.objects.filter(uuid=uuid).first():
        return _same(twin, None)
    with recorded(by=None, reason="visitor screened"):
        return _store(clinic, condition, ScreeningScope.INTAKE, answers, uuid, age=age)


def _same(twin: Screening, patient: Patient | None) -> Screening:
    if twin.patient_id != (patient.pk if patient else None):
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def _store(
    clinic: Clinic,
    condition: str,
    scope: ScreeningScope,
    answers: Mapping[str, Any],
    uuid: UUID,
    *,
    patient: Patient | None = None,
    respondent: User | None = None,
    age: int | None = None,
) -> Screening:
    form = current_form(condition)
    if form is None:
        raise NotFound(_("There are no questions for this condition."))
    questions = red_flags(clinic, form, scope, patient.age() if patient else age)
    verdict = _verdict(questions, answers)
    return Screening.objects.create(
        uuid=uuid,
        clinic=clinic,
        patient=patient,
        form=form,
        condition=condition,
        scope=scope,
        asked=[question.as_asked() for question in questions],
        answers=dict(answers),
        positives=list(verdict.positives),
        outcome=verdict.outcome,
        respondent=respondent,
    )


def _verdict(questions: list[RedFlag], answers: Mapping[str, Any]) -> Verdict:
    try:
        return judge(questions, answers)
    except ScreenError as error:
        raise InvalidInput(
            _("Some questions are not answered."),
            fields={name: PROBLEMS[problem] for name, problem in error.problems.items()},
        ) from error
