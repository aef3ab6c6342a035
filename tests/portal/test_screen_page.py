"""The warning-sign questions, and what a warning sign means on every page of its patient."""

from datetime import timedelta
from uuid import uuid4

import pytest

from common import clock
from patients.models import Screening, Stop
from patients.queries.screening import asked_of
from programs.models import Program
from tests.factories import assigned_program, loaded_pack, physio, screened

pytestmark = pytest.mark.django_db

EVERY_PAGE = ["/", "/plan/", "/progress/", "/more/", "/profile/", "/screen/"]


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


@pytest.fixture
def program(patient, clinician):
    return assigned_program(patient, by=clinician)


def filled(patient, scope="weekly", yes=(), **more):
    asked = asked_of(patient, "runners-knee", scope)
    return {"uuid": str(uuid4())} | {flag.id: "yes" if flag.id in yes else "no" for flag in asked} | more


def given_ago(patient, days):
    with clock.pretending(clock.now() - timedelta(days=days)):
        screened(patient)


def scope_of(answer):
    return str(answer.context["scope"])


def test_who_never_answered_is_asked_everything(page, patient):
    loaded_pack()
    assert scope_of(page.get("/screen/")) == "intake"
    assert "Before you start" in page.get("/screen/").content.decode()


def test_who_answered_lately_is_asked_what_is_asked_every_week(page, patient):
    given_ago(patient, 8)
    assert scope_of(page.get("/screen/")) == "weekly"


def test_answers_that_are_too_old_are_no_answers(page, patient):
    given_ago(patient, 29)
    assert scope_of(page.get("/screen/")) == "intake"


def test_after_an_injury_other_questions_are_asked(page, patient, program):
    shown = page.get("/screen/?event=1")
    assert "Did you feel or hear a pop" in shown.content.decode()
    assert [question.name for question in shown.context["form"].questions()] == [
        flag.id for flag in asked_of(patient, "runners-knee", "event")
    ]


def test_no_answer_is_filled_in_beforehand(page, program):
    assert "checked" not in page.get("/screen/").content.decode()


def test_no_sign_leads_back_to_where_they_came_from(page, patient, program):
    answer = page.post("/screen/", filled(patient, next="/plan/"))
    assert (answer.status_code, answer.url) == (302, "/plan/")
    assert "No warning sign" in page.get("/plan/").content.decode()
    given = Screening.objects.latest("pk")
    assert (given.scope, given.outcome, given.respondent) == ("weekly", "clear", patient.user)


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(page, patient, program, away):
    assert page.post("/screen/", filled(patient, next=away)).url == "/"


def test_a_question_left_open_is_asked_again_and_the_others_are_kept(page, patient, program):
    answers = filled(patient, yes=["RF-12"])
    del answers["RF-03"]
    shown = page.post("/screen/", answers)
    assert shown.status_code == 200
    assert [field.name for field in shown.context["form"].missing()] == ["RF-03"]
    text = shown.content.decode()
    assert 'href="#id_RF-03"' in text
    assert text.count(" checked") == len(asked_of(patient, "runners-knee", "weekly")) - 1
    assert Screening.objects.filter(patient=patient).count() == 1


def test_sending_it_twice_is_once(page, patient, program):
    answers = filled(patient, yes=["RF-02"])
    first, second = page.post("/screen/", answers), page.post("/screen/", answers)
    assert first.url == second.url
    assert Stop.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"uuid": "no"}, {"RF-03": "maybe"}])
def test_what_cannot_be_is_refused(page, patient, program, wrong):
    assert page.post("/screen/", filled(patient) | wrong).status_code == 200
    assert Screening.objects.filter(patient=patient).count() == 1


def test_an_emergency_leads_to_one_number_and_stops_the_program(page, patient, program):
    answer = page.post("/screen/", filled(patient, yes=["RF-02"]), follow=True)
    text = answer.content.decode()
    assert "Get medical care now" in text
    assert f'href="tel:{patient.clinic.emergency_number}"' in text
    assert "can be a sign of something that needs urgent medical care today" in text
    assert Program.objects.get().status == "paused"


def test_an_urgent_answer_says_until_when_the_clinic_is_in_touch(page, patient, program):
    patient.clinic.phone, patient.clinic.email = "+49 30 901820", "hello@clinic.example"
    patient.clinic.save()
    answer = page.post("/screen/", filled(patient, yes=["RF-12"]), follow=True)
    text = answer.content.decode()
    assert "Your exercises are paused" in text
    assert f"gets in touch with you by {answer.context['sign'].contact_words}" in text
    assert 'href="tel:+49 30 901820"' in text
    assert 'href="mailto:hello@clinic.example"' in text
    assert "get stuck so that you cannot straighten" in text


def test_a_clear_screening_says_so(page, patient, program):
    assert "speaks against going on" in page.get(f"/screen/{program.screening.uuid}/").content.decode()


def test_somebody_elses_screening_is_not_there(page, program, other_patient):
    theirs = screened(other_patient, "RF-02")
    assert page.get(f"/screen/{theirs.uuid}/").status_code == 404


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_says_that_a_warning_sign_holds(page, patient, program, address):
    stop = screened(patient, "RF-12").stop
    text = page.get(address).content.decode()
    assert "paused because of a warning sign" in text
    assert f'href="/screen/{stop.screening.uuid}/"' in text


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_without_a_warning_sign_no_page_speaks_of_one(page, program, address):
    assert 'id="stopped"' not in page.get(address).content.decode()


def test_today_shows_the_stop_in_place_of_the_session(page, patient, program):
    screened(patient, "RF-12")
    shown = page.get("/")
    assert shown.context["page"].reason == "stopped"
    assert "A physiotherapist looks at it" in shown.content.decode()
    assert "button--start" not in shown.content.decode()


def lifted(stop, by):
    stop.lifted_at, stop.lifted_by, stop.lift_reason = clock.now(), by, "Seen and examined"
    stop.save()


def test_a_lifted_stop_is_shown_nowhere_but_at_its_own_address(page, patient, program, clinician):
    stop = screened(patient, "RF-12").stop
    lifted(stop, clinician)
    assert 'id="stopped"' not in page.get("/").content.decode()
    assert "You may go on" in page.get(f"/screen/{stop.screening.uuid}/").content.decode()


def test_once_the_clinic_was_in_touch_no_time_is_promised(page, patient, program, clinician):
    stop = screened(patient, "RF-12").stop
    stop.contacted_at, stop.contacted_by = clock.now(), clinician
    stop.save()
    text = page.get(f"/screen/{stop.screening.uuid}/").content.decode()
    assert "has been in touch with you" in text
    assert "gets in touch with you by" not in text


def test_a_clear_answer_afterwards_lifts_nothing(page, patient, program):
    screened(patient, "RF-12")
    page.post("/screen/", filled(patient))
    assert 'id="stopped"' in page.get("/").content.decode()


@pytest.mark.parametrize(("days", "shown"), [(6, False), (7, True), (20, True)])
def test_today_asks_for_the_weekly_questions_after_a_week(page, patient, program, days, shown):
    with clock.pretending(clock.now() + timedelta(days=days)):
        screened_card = "safety questions" in page.get("/").content.decode()
    assert screened_card is shown


def test_the_weekly_questions_do_not_block_the_session(page, patient, program):
    with clock.pretending(clock.now() + timedelta(days=7)):
        text = page.get("/").content.decode()
    assert 'href="/session/"' in text
