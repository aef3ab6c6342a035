"""A question to the clinic: behind the short list, kept when refused, answered by somebody with a name."""

from uuid import uuid4

import pytest

from patients.models import Question, Screening, Stop
from patients.services.questions import answer_question, close_question
from tests.factories import assigned_program, loaded_pack, physio, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician(patient):
    clinician = physio(patient.clinic)
    clinician.name = "Dr. Ines Weber"
    clinician.save()
    return clinician


@pytest.fixture
def program(patient, clinician):
    return assigned_program(patient, by=clinician)


def asking(**more):
    said = {"uuid": str(uuid4()), "text": "May I swim?\nTwice a week.", "none": "on"} | more
    return {name: value for name, value in said.items() if value is not None}


def test_a_question_is_asked_behind_the_short_list(page, patient, program):
    assert page.post("/ask/", asking()).url == "/ask/"
    question = Question.objects.get()
    assert (question.text, question.asked_by) == ("May I swim?\nTwice a week.", patient.user)
    assert (question.screening.scope, question.screening.outcome) == ("daily", "clear")
    text = page.get("/ask/").content.decode()
    assert "Your question is sent" in text
    assert "Answer by" in text


def test_it_can_be_asked_before_the_first_episode(page, patient):
    loaded_pack()
    page.post("/ask/", asking())
    assert Question.objects.get().patient == patient


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"none": None}, "told"),
        ({"text": " "}, "text"),
        ({"text": None}, "text"),
        ({"text": "x" * 2001}, "text"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept_but_on_the_page(page, program, wrong, field):
    answer = page.post("/ask/", asking(**wrong))
    assert list(answer.context["form"].errors) == [field]
    assert (Question.objects.count(), Screening.objects.filter(scope="daily").count()) == (0, 0)
    assert field == "text" or "Twice a week." in answer.content.decode()


def test_sending_it_twice_asks_once(page, program):
    said = asking()
    page.post("/ask/", said)
    page.post("/ask/", said)
    assert (Question.objects.count(), Screening.objects.filter(scope="daily").count()) == (1, 1)


def test_a_warning_sign_is_not_a_question(page, program):
    answer = page.post("/ask/", asking(told=["RF-02"], none=None), follow=True)
    assert "Your question was not sent" in answer.content.decode()
    assert "Get medical care now" in answer.content.decode()
    assert (Question.objects.count(), Stop.objects.count()) == (0, 1)


def test_going_back_and_ticking_a_sign_is_heard(page, program):
    said = asking()
    page.post("/ask/", said)
    answer = page.post("/ask/", {name: said[name] for name in ("uuid", "text")} | {"told": ["RF-02"]})
    assert answer.url == f"/screen/{Stop.objects.get().screening.uuid}/"


def test_while_a_stop_holds_the_clinic_is_called_instead(page, patient, program):
    screened(patient, "RF-12")
    assert "Please speak with the clinic" in page.get("/ask/").content.decode()
    page.post("/ask/", asking())
    assert Question.objects.count() == 0


def test_an_answer_says_who_and_what_they_are(page, patient, program, clinician):
    page.post("/ask/", asking())
    answer_question(by=clinician, question=Question.objects.get().uuid, reply="Yes, gently.")
    text = page.get("/ask/").content.decode()
    assert "Yes, gently." in text
    assert "<strong>Ines</strong>, Physiotherapist" in text
    assert "Weber" not in text


def test_settled_without_words_says_so(page, patient, program, clinician):
    page.post("/ask/", asking())
    close_question(by=clinician, question=Question.objects.get().uuid)
    assert "Settled without an answer here" in page.get("/ask/").content.decode()


def test_somebody_elses_questions_are_not_shown(page, patient, program, other_patient, signed_in):
    signed_in(other_patient.user).post("/ask/", asking(text="Theirs alone"))
    assert Question.objects.get().patient == other_patient
    assert "Theirs alone" not in page.get("/ask/").content.decode()


def test_words_are_shown_as_words(page, program):
    page.post("/ask/", asking(text="<script>alert(1)</script>"))
    assert "&lt;script&gt;" in page.get("/ask/").content.decode()
