"""The numbers of a signed examination as measurements, so that they line up with all others over time."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from accounts.models import User
from common import clock
from patients.enums import MeasurementSource
from patients.models import Assessment, Measurement
from patients.rules.examination import Examination
from patients.rules.functional_tests import is_number


class Number(NamedTuple):
    code: str
    side: str
    value: float
    unit: str


def store_numbers(assessment: Assessment, form: Examination, by: User) -> None:
    """A row for every number that was typed."""
    Measurement.objects.bulk_create(
        Measurement(
            patient_id=assessment.patient_id,
            episode_id=assessment.episode_id,
            assessment=assessment,
            code=number.code,
            side=number.side,
            value=Decimal(str(number.value)),
            unit=number.unit,
            on=assessment.on,
            source=MeasurementSource.ASSESSMENT,
            recorded_by=by,
        )
        for number in (*_answered(assessment.content, form), *_tested(assessment.content, form))
    )


def withdraw_numbers(assessment_id: int, by: User, reason: str) -> None:
    """The numbers of a version that was corrected count no more; they stay readable."""
    rows = Measurement.objects.filter(assessment_id=assessment_id, voided_at=None)
    rows.update(voided_at=clock.now(), voided_by=by, void_reason=reason)


def _answered(content: dict[str, Any], form: Examination) -> Iterator[Number]:
    answers = content.get("answers", {})
    for field in form.fields():
        if field.is_number and field.id in answers:
            yield Number(field.id, "", answers[field.id], field.unit)
        if field.scored:
            for option, score in answers.get(field.id, {}).items():
                yield Number(f"{field.id}-{option}", "", score, field.unit)


def _tested(content: dict[str, Any], form: Examination) -> Iterator[Number]:
    results = content.get("tests", {})
    for test in form.tests:
        if is_number(test):
            for side, value in results.get(test.slug, {}).items():
                yield Number(test.slug, side if test.per_side else "", value, test.unit)
