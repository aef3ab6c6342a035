"""The red-flag gate at the desk: screening on behalf, stops, those who wait, the clinic's own questions."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.roles import Role
from patients.models import Enquiry, Question, Screening, ScreeningAddition, Stop
from programs.models import Program
from programs.queries.caseload import caseload, rows_of
from tests.api.queries import assert_costs_the_same
from tests.factories import (
    EpisodeFactory,
    PatientFactory,
    assigned_program,
    loaded_pack,
    physio,
    screened,
)
from tests.gate import EMERGENCY, URGENT, asked, checked_in, enquired, short_list, stopped

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return assigned_program()


@pytest.fixture
def patient(program):
    return program.patient


@pytest.fixture
def owner(patient):
    return physio(patient.clinic, Role.OWNER)


@pytest.fixture
def desk(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def front_desk(client, patient):
    client.force_login(physio(patient.clinic, Role.FRONT_DESK))
    return client


def at(name, *args):
    return reverse(f"admin:{name}", args=args)


def html(response) -> str:
    return response.content.decode()


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def answers(patient, *yes):
    said = short_list(patient, *yes)
    return {"uuid": str(uuid4()), **{name: "yes" if answer else "no" for name, answer in said.items()}}


def test_a_physio_screens_on_behalf_and_reads_what_a_yes_may_mean(desk, patient, program):
    page = desk.get(at("screen_patient", program.episode.uuid), {"scope": "daily"})
    sent = desk.post(f"{at('screen_patient', program.episode.uuid)}?scope=daily", answers(patient))

    assert "locked knee" in html(page)
    assert sent.status_code == 302
    assert "No warning sign" in told(sent)
    assert Screening.objects.get(scope="daily").outcome == "clear"


def test_a_question_without_an_answer_is_named_and_the_others_kept(desk, patient, program):
    said = answers(patient)
    del said["RF-12"]
    page = desk.post(f"{at('screen_patient', program.episode.uuid)}?scope=daily", said)

    assert 'href="#ask-RF-12"' in html(page)
    assert 'href="#ask-RF-01"' not in html(page)
    assert not Screening.objects.filter(scope="daily").exists()


def test_a_warning_sign_leads_to_the_patients_page_that_shows_it(desk, patient, program):
    sent = desk.post(
        f"{at('screen_patient', program.episode.uuid)}?scope=daily", answers(patient, EMERGENCY), follow=True
    )

    assert "Emergency: sent to urgent care" in html(sent)
    assert "bleeding into the joint" in html(sent)
    assert Program.objects.get(pk=program.pk).status == "paused"


def test_a_stopped_patient_is_first_in_the_caseload_and_on_the_board(desk, owner, patient):
    other = assigned_program(PatientFactory.create(clinic=patient.clinic)).patient
    stopped(other)
    rows = rows_of(list(caseload(owner)))

    assert [(row.patient, [signal.kind for signal in row.signals]) for row in rows] == [
        (other, ["red_flag"]),
        (patient, []),
    ]
    assert "Warning sign, urgent, told today" in html(desk.get(at("caseload")))
    assert "Warning sign, urgent, told today" in html(desk.get(at("index")))


def test_the_board_shows_every_open_stop_also_of_whoever_has_no_program(desk, patient):
    without = PatientFactory.create(clinic=patient.clinic, name="Lea Sommer")
    stopped(without, EMERGENCY)
    stopped(PatientFactory.create(name="Somebody Else"))
    page = html(desk.get(at("index")))

    assert "Lea Sommer" in page
    assert "Somebody Else" not in page


def test_a_contact_is_noted(desk, patient, owner):
    stop = stopped(patient)
    desk.post(at("stop_contact", stop.uuid), {"note": "Comes in today."})
    stop.refresh_from_db()

    assert (stop.contacted_by, stop.contact_note) == (owner, "Comes in today.")


def test_a_stop_is_lifted_and_the_program_goes_on(desk, patient, program):
    stop = stopped(patient)
    desk.post(at("stop_lift", stop.uuid), {"reason": "Examined.", "resume": "yes"})

    assert Stop.objects.get(pk=stop.pk).lift_reason == "Examined."
    assert Program.objects.get(pk=program.pk).status == "active"


def test_a_lift_asks_for_the_reason_and_what_becomes_of_the_programs(desk, patient):
    stop = stopped(patient)
    page = desk.post(at("stop_lift", stop.uuid), {})

    assert set(page.context["form"].errors) == {"reason", "resume"}
    assert Stop.objects.get(pk=stop.pk).lifted_at is None


def test_the_page_says_that_a_licence_is_needed(desk, patient, owner):
    owner.memberships.update(licence_number="")
    stop = stopped(patient)
    page = desk.post(at("stop_lift", stop.uuid), {"reason": "Examined.", "resume": "yes"})

    assert "licence" in html(page)
    assert Stop.objects.get(pk=stop.pk).lifted_at is None


def test_a_resume_around_a_stop_is_refused_on_the_page(desk, patient, program):
    stopped(patient)
    page = desk.post(at("program_action", program.uuid, "resume"))

    assert "warning sign" in html(page)
    assert Program.objects.get(pk=program.pk).status == "paused"


def test_the_front_desk_reads_only_not_to_book(front_desk, patient):
    stopped(patient, URGENT)
    page = html(front_desk.get(at("patient", patient.uuid)))

    assert "Do not book." in page
    assert "locked knee" not in page
    assert "Lift the stop" not in page


def test_the_assign_page_says_first_that_somebody_has_to_be_screened(desk, patient):
    episode = EpisodeFactory.create(patient=PatientFactory.create(clinic=patient.clinic))
    page = at("episode_assign", episode.uuid)
    before = html(desk.get(page))
    screened(episode.patient)
    after = html(desk.get(page))
    stopped(episode.patient)

    assert "Ask them now" in before
    assert "Ask them now" not in after
    assert "See the stop" in html(desk.get(page))


def test_the_consult_table_is_shown_when_a_row_applies(desk, patient, program):
    assert "Time to look again" not in html(desk.get(at("patient", patient.uuid)))
    checked_in(program.episode, swelling="mild")

    assert "There is any swelling around the knee" in html(desk.get(at("patient", patient.uuid)))


def test_enquiries_stand_with_the_urgent_one_first(desk, patient):
    enquired(patient.clinic)
    urgent = enquired(patient.clinic, URGENT)
    page = desk.get(at("enquiries"))

    assert page.context["page_obj"][0] == urgent
    assert html(page).count("Answer first") == 1


def test_an_enquiry_is_registered_from_its_page(desk, patient):
    enquiry = enquired(patient.clinic)
    sent = desk.post(at("enquiry", enquiry.uuid), {"side": "left", "onset_on": ""})
    registered = Enquiry.objects.get().patient

    assert sent["Location"] == at("patient", registered.uuid)
    assert registered.episodes.count() == 1


def test_an_enquiry_is_declined_with_a_reason(desk, patient):
    enquiry = enquired(patient.clinic)
    desk.post(at("enquiry_decline", enquiry.uuid), {"reason": "No room."})

    assert (Enquiry.objects.get().state, Enquiry.objects.get().decline_reason) == ("declined", "No room.")


def test_the_front_desk_reads_no_answer_of_an_enquiry(front_desk, patient):
    enquiry = enquired(patient.clinic, URGENT)
    page = html(front_desk.get(at("enquiry", enquiry.uuid)))

    assert "vera@example.org" in page
    assert "locked knee" not in page


def test_a_question_is_answered_from_its_page(desk, patient, owner):
    question = asked(patient)
    desk.post(at("question", question.uuid), {"reply": "Yes."})

    assert (Question.objects.get().reply, Question.objects.get().replied_by) == ("Yes.", owner)


def test_an_answer_that_came_second_is_kept_on_the_page(desk, patient):
    question = asked(patient)
    desk.post(at("question", question.uuid), {"reply": "Yes."})
    page = desk.post(at("question", question.uuid), {"reply": "No, rather not."})

    assert page.context["form"].non_field_errors()
    assert Question.objects.get().reply == "Yes."


def test_a_question_is_closed_without_an_answer(desk, patient):
    question = asked(patient)
    desk.post(at("question_close", question.uuid), {"reply": "Talked on the telephone."})

    assert Question.objects.get().state == "closed"


def test_the_owner_adds_a_question_and_raises_one(desk, patient):
    loaded_pack()
    added = {"ask": "Resting?", "why": "The doctor decides.", "level": "urgent", "ask_at": ["daily"]}
    desk.post(at("red_flag_add", "runners-knee"), added)
    desk.post(at("red_flag_raise", "runners-knee", URGENT))
    page = html(desk.get(at("red_flags")))

    assert {row.code for row in ScreeningAddition.objects.all()} == {"CL-01", URGENT}
    assert "Resting?" in page
    assert "raised by you" in page


def test_a_condition_nobody_screens_for_has_no_questions_to_add(desk):
    assert desk.get(at("red_flag_add", "frozen-shoulder")).status_code == 404


@pytest.mark.parametrize("name", ["index", "enquiries", "questions"])
def test_a_queue_costs_the_same_whatever_its_length(desk, patient, name):
    def add(_number: int) -> None:
        stopped(PatientFactory.create(clinic=patient.clinic))
        asked(PatientFactory.create(clinic=patient.clinic))
        enquired(patient.clinic)

    assert_costs_the_same(lambda: desk.get(at(name)), add)
