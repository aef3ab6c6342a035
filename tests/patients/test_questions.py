"""A question goes through the red-flag screen, has a time by which it is answered, and is answered once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from notifications.registry import Content, Suppress
from patients.models import Question, Stop
from patients.services import waiting_mail
from patients.services.questions import answer_question, ask_question, close_question
from programs.services.red_flags import lift_stop
from tests.factories import EpisodeFactory, PatientFactory, physio, screened

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TEXT = "May I swim with my knee?"


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


@pytest.fixture
def asked(patient, clinician):
    return ask(patient)


def ask(patient, screening=None, text=TEXT, uuid=None, **options):
    screening = screening or screened(patient, scope="daily")
    return ask_question(
        by=patient.user,
        patient=patient,
        uuid=uuid or uuid4(),
        text=text,
        screening=screening.uuid,
        **options,
    )


def refusal_of(patient, **options) -> str:
    with pytest.raises(Conflict) as refusal:
        ask(patient, **options)
    return refusal.value.code


def test_a_question_waits_for_an_answer_until_the_next_working_day(patient):
    with clock.pretending(FRIDAY):
        question = ask(patient)

    assert (question.state, question.due_at) == ("open", datetime(2026, 11, 23, 15, 30, tzinfo=UTC))


def test_the_same_question_again_is_the_same_one(patient):
    uuid = uuid4()
    screening = screened(patient, scope="daily")
    first = ask(patient, screening, uuid=uuid)

    assert ask(patient, screening, uuid=uuid) == first
    assert Question.objects.count() == 1


def test_an_id_is_not_used_for_another_question(patient):
    uuid = uuid4()
    ask(patient, uuid=uuid)

    assert refusal_of(patient, uuid=uuid, text="Something else?") == "id_taken"


def test_a_warning_sign_refuses_the_question_and_the_stop_stands(patient):
    told = screened(patient, "RF-12", scope="daily")

    assert refusal_of(patient, screening=told) == "red_flag"
    assert Stop.objects.filter(screening=told, lifted_at=None).exists()


def test_a_stop_from_before_refuses_the_question(patient):
    screened(patient, "RF-12")

    assert refusal_of(patient, screening=screened(patient, scope="daily")) == "stopped"


def test_after_the_stop_is_lifted_the_question_goes_through(patient, clinician):
    told = screened(patient, "RF-12", scope="daily")
    lift_stop(by=clinician, stop=told.stop.uuid, reason="Examined.", resume=True)

    assert ask(patient, told).state == "open"


def test_a_screening_of_the_day_before_yesterday_is_too_old(patient):
    with clock.pretending(clock.now() - timedelta(days=2)):
        old = screened(patient, scope="daily")

    assert refusal_of(patient, screening=old) == "screening_needed"


def test_somebody_elses_screening_opens_nothing(patient):
    assert refusal_of(patient, screening=screened(PatientFactory.create())) == "screening_needed"


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_question_has_words_but_not_a_book(patient, text):
    with pytest.raises(InvalidInput) as refusal:
        ask(patient, text=text)

    assert set(refusal.value.fields) == {"text"}


def test_a_question_may_be_about_an_episode_of_ones_own_only(patient):
    episode = EpisodeFactory.create(patient=patient)
    assert ask(patient, episode=episode.uuid).episode == episode
    with pytest.raises(InvalidInput) as refusal:
        ask(patient, episode=EpisodeFactory.create().uuid)

    assert set(refusal.value.fields) == {"episode"}


def test_an_answer_is_kept_with_who_and_when(asked, clinician):
    answered = answer_question(by=clinician, question=asked.uuid, reply="Yes, gently.")

    assert (answered.state, answered.reply, answered.replied_by) == ("answered", "Yes, gently.", clinician)
    assert answered.replied_at is not None


def test_a_question_is_settled_once(asked, clinician):
    close_question(by=clinician, question=asked.uuid)
    with pytest.raises(Conflict) as refusal:
        answer_question(by=clinician, question=asked.uuid, reply="Yes.")

    assert refusal.value.code == "settled"


def test_an_answer_says_something(asked, clinician):
    with pytest.raises(InvalidInput) as refusal:
        answer_question(by=clinician, question=asked.uuid, reply=" ")

    assert set(refusal.value.fields) == {"reply"}


def test_front_desk_the_patient_and_other_clinics_answer_nothing(patient, asked):
    for by in (physio(patient.clinic, Role.FRONT_DESK), patient.user, physio()):
        with pytest.raises(NotFound):
            answer_question(by=by, question=asked.uuid, reply="Yes.")


def test_everybody_who_treats_hears_of_a_question(asked, clinician):
    assert [message.recipient for message in Message.objects.filter(kind="question_asked")] == [clinician]


def test_the_physio_in_charge_alone_hears_of_it(patient, clinician):
    patient.primary_physio = physio(patient.clinic)
    patient.save()
    ask(patient)

    told = [message.recipient for message in Message.objects.filter(kind="question_asked")]
    assert told == [patient.primary_physio]


def test_the_patient_hears_that_there_is_an_answer_and_not_what_it_says(asked, clinician):
    answer_question(by=clinician, question=asked.uuid, reply="Yes, gently.")
    message = Message.objects.get(kind="question_answered")
    mail = waiting_mail.compose_answer(message)

    assert isinstance(mail, Content)
    assert mail.to == asked.patient.email
    said = (mail.subject + mail.text + mail.html).lower()
    assert "gently" not in said
    assert "knee" not in said
    assert "/ask/" in said


def test_what_the_clinic_hears_quotes_nothing(asked):
    mail = waiting_mail.compose_question(Message.objects.get(kind="question_asked"))

    assert isinstance(mail, Content)
    said = (mail.subject + mail.text + mail.html).lower()
    assert "swim" not in said
    assert asked.patient.name.lower() not in said


def test_a_settled_question_is_not_announced(asked, clinician):
    close_question(by=clinician, question=asked.uuid)

    message = Message.objects.get(kind="question_asked")
    assert waiting_mail.compose_question(message) == Suppress(waiting_mail.SETTLED)
    assert not Message.objects.filter(kind="question_answered").exists()
