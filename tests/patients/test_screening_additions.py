"""A clinic may ask more and take a question more seriously; never less."""

from typing import Any

import pytest

from accounts.roles import Role
from common.errors import Conflict, InvalidInput, NotFound
from patients.queries.screening import asked_of
from patients.services.screening_additions import add_question, raise_question
from tests.factories import PatientFactory, loaded_pack, physio, screened

pytestmark = pytest.mark.django_db

QUESTION: dict[str, Any] = {
    "condition": "runners-knee",
    "ask": "Did a doctor tell you to rest the knee?",
    "why": "The treating doctor decides first.",
    "level": "urgent",
    "ask_at": ["daily", "intake"],
}


@pytest.fixture
def patient():
    loaded_pack()
    return PatientFactory.create()


@pytest.fixture
def owner(patient):
    return physio(patient.clinic, Role.OWNER)


def asked(patient, scope="intake"):
    return {flag.id: flag for flag in asked_of(patient, "runners-knee", scope)}


def test_an_added_question_is_asked_when_the_clinic_says(patient, owner):
    add_question(by=owner, **QUESTION)

    assert asked(patient)["CL-01"].ask == QUESTION["ask"]
    assert "CL-01" in asked(patient, "daily")
    assert "CL-01" not in asked(patient, "weekly")


def test_each_question_has_its_own_number(owner):
    assert [add_question(by=owner, **QUESTION).code for _ in range(2)] == ["CL-01", "CL-02"]


def test_a_yes_to_it_stops(patient, owner):
    add_question(by=owner, **QUESTION)

    assert screened(patient, "CL-01").outcome == "urgent"


def test_a_raised_question_is_an_emergency_here_and_nowhere_else(patient, owner):
    raise_question(by=owner, condition="runners-knee", question="RF-12")

    assert screened(patient, "RF-12").outcome == "emergency"
    assert screened(PatientFactory.create(), "RF-12").outcome == "urgent"


def test_answers_given_before_keep_what_they_came_to(patient, owner):
    before = screened(patient, "RF-12")
    raise_question(by=owner, condition="runners-knee", question="RF-12")
    before.refresh_from_db()

    assert before.outcome == "urgent"


@pytest.mark.parametrize("question", ["RF-01", "RF-12"])
def test_what_is_an_emergency_already_is_not_raised(owner, question):
    if question == "RF-12":
        raise_question(by=owner, condition="runners-knee", question=question)
    with pytest.raises(Conflict):
        raise_question(by=owner, condition="runners-knee", question=question)


def test_only_a_question_of_the_pack_is_raised(owner):
    with pytest.raises(NotFound):
        raise_question(by=owner, condition="runners-knee", question="RF-99")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ask", " "),
        ("ask", "x" * 301),
        ("why", ""),
        ("level", "clear"),
        ("ask_at", []),
        ("ask_at", ["hourly"]),
    ],
)
def test_what_is_missing_is_named(owner, field, value):
    with pytest.raises(InvalidInput) as refusal:
        add_question(by=owner, **{**QUESTION, field: value})

    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.FRONT_DESK])
def test_only_the_owner_changes_what_is_asked(patient, role):
    by = physio(patient.clinic, role)
    with pytest.raises(NotFound):
        add_question(by=by, **QUESTION)
    with pytest.raises(NotFound):
        raise_question(by=by, condition="runners-knee", question="RF-12")
