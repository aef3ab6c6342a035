"""The clinic's public page: from a date of birth to an enquiry, or to urgent care. Without any script."""

from datetime import timedelta

import pytest
from django.test import Client

from common import clock
from patients.models import Enquiry, Screening, Stop
from patients.queries.screening import current_form, red_flags
from patients.services.enquiries import register_enquiry
from tests.factories import ClinicFactory, loaded_pack, physio

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Mara Lind",
    "email": "Mara@example.org",
    "phone": "+49 30 901820",
    "message": "Stairs hurt since May.",
    "time_zone": "Europe/Lisbon",
}


@pytest.fixture
def clinic(db):
    loaded_pack()
    return ClinicFactory.create(
        slug="north", name="North clinic", phone="+49 30 111", emergency_number="112", time_zone="UTC"
    )


@pytest.fixture
def visitor(clinic):
    return Client()


def born(years):
    return (clock.today_in("UTC") - timedelta(days=round(365.25 * years) + 3)).isoformat()


def answers(clinic, *yes, age=40):
    form = current_form("runners-knee")
    assert form
    asked = red_flags(clinic, form, "intake", age)
    return {flag.id: "yes" if flag.id in yes else "no" for flag in asked}


def form_of(visitor):
    return {"uuid": visitor.session["start:north"]["form"]}


def to_questions(visitor, years=40, **more):
    return visitor.post("/start/north/", {"date_of_birth": born(years)} | more)


def to_details(visitor, clinic, *yes, age=40):
    to_questions(visitor)
    return visitor.post("/start/north/questions/", form_of(visitor) | answers(clinic, *yes, age=age))


def test_an_unknown_clinic_has_no_page(visitor):
    assert visitor.get("/start/nowhere/").status_code == 404


def test_it_says_what_it_is_before_it_asks(visitor):
    text = visitor.get("/start/north/").content.decode()
    assert "Ask North clinic to see you" in text
    assert "In an emergency call 112" in text
    assert "What this service is and is not" in text


def test_the_whole_way(visitor, clinic):
    assert to_questions(visitor).url == "/start/north/questions/"
    sent = visitor.post("/start/north/questions/", form_of(visitor) | answers(clinic))
    assert sent.url == "/start/north/details/"
    assert visitor.post("/start/north/details/", DETAILS).url == "/start/north/sent/"
    enquiry = Enquiry.objects.get()
    assert (enquiry.clinic, enquiry.name, enquiry.email) == (clinic, "Mara Lind", "mara@example.org")
    assert (enquiry.time_zone, enquiry.message) == ("Europe/Lisbon", "Stairs hurt since May.")
    assert enquiry.screening.scope == "intake"
    assert "North clinic answers by" in visitor.get("/start/north/sent/").content.decode()


@pytest.mark.parametrize("date_of_birth", ["", "soon", born(-1), born(130)])
def test_a_date_of_birth_that_cannot_be_is_said_at_its_field(visitor, date_of_birth):
    answer = visitor.post("/start/north/", {"date_of_birth": date_of_birth})
    assert list(answer.context["form"].errors) == ["date_of_birth"]


def test_under_18_a_guardian_fills_it_in_by_name(visitor, clinic):
    shown = to_questions(visitor, years=12)
    assert list(shown.context["form"].errors) == ["guardian_name"]
    assert "parent or guardian has to fill this in" in shown.content.decode()
    assert to_questions(visitor, years=12, guardian_name="Ada Lind").status_code == 302
    visitor.post("/start/north/questions/", form_of(visitor) | answers(clinic, age=12))
    visitor.post("/start/north/details/", DETAILS)
    assert Enquiry.objects.get().guardian_name == "Ada Lind"


def test_an_adult_is_not_asked_for_a_guardian(visitor):
    assert "guardian_name" not in visitor.get("/start/north/").content.decode()


def test_the_young_are_asked_more(visitor):
    to_questions(visitor, years=12, guardian_name="Ada Lind")
    assert "groin or thigh" in visitor.get("/start/north/questions/").content.decode()
    to_questions(visitor)
    assert "groin or thigh" not in visitor.get("/start/north/questions/").content.decode()


def test_an_open_question_is_asked_again_and_nothing_is_kept(visitor, clinic):
    to_questions(visitor)
    said = form_of(visitor) | answers(clinic)
    del said["RF-09"]
    shown = visitor.post("/start/north/questions/", said)
    assert [field.name for field in shown.context["form"].missing()] == ["RF-09"]
    assert Screening.objects.count() == 0


def test_an_emergency_asks_for_nothing_more(visitor, clinic):
    assert to_details(visitor, clinic, "RF-02").url == "/start/north/urgent-care/"
    text = visitor.get("/start/north/urgent-care/").content.decode()
    assert 'href="tel:112"' in text
    assert 'href="tel:+49 30 111"' in text
    assert "<input" not in text.replace('<input type="hidden" name="csrfmiddlewaretoken"', "")


@pytest.mark.parametrize("step", ["", "questions/", "details/", "sent/"])
def test_no_step_leads_round_an_emergency(visitor, clinic, step):
    to_details(visitor, clinic, "RF-02")
    assert visitor.get(f"/start/north/{step}").url == "/start/north/urgent-care/"
    if step != "sent/":
        said = {"date_of_birth": born(40)} | form_of(visitor) | answers(clinic) | DETAILS
        assert visitor.post(f"/start/north/{step}", said).url == "/start/north/urgent-care/"
    assert Enquiry.objects.count() == 0


def test_an_urgent_answer_is_told_to_the_clinic_and_said_plainly(visitor, clinic):
    assert to_details(visitor, clinic, "RF-12").url == "/start/north/details/"
    assert "before you exercise or run" in visitor.get("/start/north/details/").content.decode()
    visitor.post("/start/north/details/", DETAILS)
    assert "no exercises for it and no running" in visitor.get("/start/north/sent/").content.decode()
    assert Enquiry.objects.get().screening.outcome == "urgent"


@pytest.mark.parametrize("step", ["questions/", "details/", "sent/", "urgent-care/"])
def test_who_comes_too_early_begins_at_the_beginning(visitor, step):
    assert visitor.get(f"/start/north/{step}").url == "/start/north/"


def test_without_answers_nothing_is_sent(visitor, clinic):
    to_questions(visitor)
    assert visitor.post("/start/north/details/", DETAILS).url == "/start/north/questions/"
    assert Enquiry.objects.count() == 0


def test_going_back_does_not_send_twice(visitor, clinic):
    to_details(visitor, clinic)
    visitor.post("/start/north/details/", DETAILS)
    assert visitor.get("/start/north/details/").url == "/start/north/sent/"
    assert visitor.post("/start/north/details/", DETAILS).url == "/start/north/sent/"
    assert Enquiry.objects.count() == 1


def test_going_back_and_changing_an_answer_is_heard(visitor, clinic):
    to_details(visitor, clinic)
    said = form_of(visitor) | answers(clinic, "RF-02")
    assert visitor.post("/start/north/questions/", said).url == "/start/north/urgent-care/"
    assert Screening.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "no"}, "email"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"message": "x" * 2001}, "message"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_is_kept(visitor, clinic, wrong, field):
    to_details(visitor, clinic)
    answer = visitor.post("/start/north/details/", DETAILS | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert "+49 30 901820" in answer.content.decode()
    assert Enquiry.objects.count() == 0


def test_a_machine_is_thanked_and_nothing_is_kept(visitor, clinic):
    to_details(visitor, clinic)
    answer = visitor.post("/start/north/details/", DETAILS | {"website": "https://spam.example"})
    assert answer.url == "/start/north/sent/"
    assert Enquiry.objects.count() == 0


def test_sending_too_often_is_stopped_kindly(clinic):
    home = Client(REMOTE_ADDR="203.0.113.90")
    codes = [home.post("/start/north/", {}).status_code for _n in range(41)]
    assert codes == [200] * 40 + [429]
    assert home.get("/start/north/").status_code == 200


def test_without_the_forms_token_nothing_is_taken(clinic):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/start/north/", {"date_of_birth": born(40)}).status_code == 403


def test_one_clinics_answers_open_nothing_at_another(visitor, clinic):
    ClinicFactory.create(slug="south")
    to_details(visitor, clinic)
    assert visitor.post("/start/south/details/", DETAILS).url == "/start/south/"


def test_somebody_else_begins_anew_on_the_same_phone(visitor, clinic):
    to_details(visitor, clinic, "RF-02")
    assert visitor.post("/start/north/again/").url == "/start/north/"
    assert visitor.get("/start/north/").status_code == 200


def test_what_was_told_is_forgotten_after_a_day(visitor, clinic):
    to_details(visitor, clinic)
    with clock.pretending(clock.now() + timedelta(days=1, minutes=1)):
        assert visitor.get("/start/north/details/").url == "/start/north/"


def test_once_sent_the_session_holds_no_date_of_birth(visitor, clinic):
    to_details(visitor, clinic)
    visitor.post("/start/north/details/", DETAILS)
    kept = visitor.session["start:north"]
    assert (kept["born"], kept["guardian"], kept["screening"]) == ("", "", "")


def test_an_urgent_visitor_who_is_registered_is_stopped(visitor, clinic):
    to_details(visitor, clinic, "RF-12")
    visitor.post("/start/north/details/", DETAILS)
    patient = register_enquiry(by=physio(clinic), enquiry=Enquiry.objects.get().uuid, side="left")
    assert Stop.objects.get().patient == patient
