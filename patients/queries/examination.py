"""An examination as it is read: its form, what is known, what that suggests, how the tests came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from patients.enums import Outcome
from patients.models import Assessment, Patient
from patients.rules.assessment import Suggestion, hints, missing, suggestions
from patients.rules.examination import Examination
from patients.rules.facts import Person, derived
from patients.rules.functional_tests import TestOutcome, outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """What an examination says. ``known`` are the answers with everything derived from them."""

    form: Examination
    answers: Mapping[str, Any]
    known: Mapping[str, Any]
    tests: Mapping[str, Mapping[str, Any]]
    findings: Mapping[str, Mapping[str, str]]

    def suggestions(self) -> list[Suggestion]:
        return suggestions(self.form, self.known, self.tests)

    def hints(self) -> list[tuple[str, str]]:
        return hints(self.form, self.known, self.tests)

    def missing(self) -> list[str]:
        """The paths of what is still needed before signing."""
        return list(missing(self.form, {"answers": self.answers}))

    def outcomes(self, stage: Mapping[str, Any]) -> dict[str, TestOutcome]:
        """How each test came out; ``stage`` maps a test to the value that a program's stage asks for."""
        return {test.slug: outcome(test, self.tests.get(test.slug, {}), stage) for test in self.form.tests}


def reading_of(assessment: Assessment) -> Reading:
    """An assessment, draft or signed, read with the form that asked it."""
    content = assessment.content
    answers = content.get("answers", {})
    known = {**answers, **derived(answers, assessment.on, person_at(assessment.patient, assessment.on))}
    return Reading(
        form=Examination.from_content(assessment.form.content),
        answers=answers,
        known=known,
        tests=content.get("tests", {}),
        findings=content.get("findings", {}),
    )


def person_at(patient: Patient, on: date) -> Person:
    """What was known of a patient on a day besides the examination."""
    born = patient.date_of_birth
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None
    last = patient.screenings.order_by("-given_at").first()
    return Person(age_years=age, red_flag=None if last is None else last.outcome != Outcome.CLEAR)
