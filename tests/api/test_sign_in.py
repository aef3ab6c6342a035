"""Another client signs in: a patient by the code from a mail that really went out, staff by password."""

import re

import pytest
from django.core import mail
from rest_framework.test import APIClient

from tests.factories import PatientFactory, UserFactory, assigned_program, physio

pytestmark = pytest.mark.django_db
AUTH = "/_allauth/app/v1/auth/"
TODAY = "/api/v1/me/today/"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
PASSWORD = "correct horse battery staple"


@pytest.fixture
def patient():
    return PatientFactory.create(time_zone="UTC")


@pytest.fixture
def client(signed_in):
    return signed_in()


def ask_for_code(client, email):
    return client.post(f"{AUTH}code/request", {"email": email})


def confirm(client, code, token):
    return client.post(f"{AUTH}code/confirm", {"code": code}, headers={"X-Session-Token": token})


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[0]


def test_the_whole_way_by_a_code_from_a_real_mail(client, mail_server, patient):
    program = assigned_program(patient)
    asked = ask_for_code(client, patient.email)
    token = asked.json()["meta"]["session_token"]
    assert (asked.status_code, client.get(TODAY, headers={"X-Session-Token": token}).status_code) == (
        401,
        401,
    )
    [letter] = mail_server.accepted
    assert letter["To"] == patient.email

    confirmed = confirm(client, code_in(letter.get_body(("plain",)).get_content()), token)

    assert confirmed.status_code == 200
    token = confirmed.json()["meta"]["session_token"]
    day = client.get(TODAY, headers={"X-Session-Token": token})
    assert (day.status_code, day.json()["program"]["id"]) == (200, str(program.uuid))

    assert client.delete(f"{AUTH}session", headers={"X-Session-Token": token}).status_code == 401
    assert client.get(TODAY, headers={"X-Session-Token": token}).status_code == 401


def test_a_token_writes_without_a_cookie_and_without_csrf(patient):
    client = APIClient(enforce_csrf_checks=True)
    client.default_format = "json"
    token = ask_for_code(client, patient.email).json()["meta"]["session_token"]
    token = confirm(client, code_in(str(mail.outbox[0].body)), token).json()["meta"]["session_token"]
    client.cookies.clear()

    answer = client.patch("/api/v1/me/", {"phone": "+442079460958"}, headers={"X-Session-Token": token})

    assert (answer.status_code, answer.json()["phone"]) == (200, "+442079460958")


def test_a_wrong_code_opens_nothing_and_five_end_it(client, patient):
    token = ask_for_code(client, patient.email).json()["meta"]["session_token"]

    answers = [confirm(client, "WRONG1", token).status_code for _ in range(6)]

    assert answers == [400, 400, 400, 400, 400, 409]


def test_staff_get_no_code_and_nobody_outside_can_tell(client, patient):
    staff = physio()
    answers = [ask_for_code(client, email) for email in (patient.email, staff.email, "nobody@example.org")]

    bodies = [answer.json() for answer in answers]
    for body in bodies:
        assert body["meta"].pop("session_token")
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert bodies[0] == bodies[1] == bodies[2]
    to_staff = next(letter for letter in mail.outbox if letter.to == [staff.email])
    assert "password" in to_staff.body
    assert not CODE.search(str(to_staff.body))


def test_the_page_gives_staff_no_code_either(client):
    staff = physio()

    answer = client.post("/sign-in/", {"email": staff.email}, format="multipart")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    assert [letter.subject.strip() for letter in mail.outbox] == ["Sign in with your password"]
    assert client.session["account_login"]["state"]["stages"]["login_by_code"].get("code") is None


def test_staff_sign_in_by_password(client):
    staff = physio()
    staff.set_password(PASSWORD)
    staff.save()

    answer = client.post(f"{AUTH}login", {"email": staff.email, "password": PASSWORD})

    token = answer.json()["meta"]["session_token"]
    assert client.get("/api/v1/patients/", headers={"X-Session-Token": token}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "signup",
        "password/request",
        "password/reset",
        "reauthenticate",
        "../account/email",
        "../account/password/change",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_what_would_change_an_account_is_not_there(client, address, method):
    assert getattr(client, method)(f"{AUTH}{address}").status_code == 404


def test_nobody_signs_up(client):
    answer = client.post("/sign-up/", {"email": "new@example.org"}, format="multipart")

    assert b"new@example.org" not in answer.content


def test_a_patient_gets_no_password_by_mail(client, patient):
    client.post("/password/reset/", {"email": patient.email}, format="multipart")

    assert mail.outbox == []


def test_a_patient_sets_no_password(signed_in, patient):
    patient.user.set_unusable_password()
    patient.user.save()
    wanted = {"password1": PASSWORD, "password2": PASSWORD}

    answer = signed_in(patient.user).post("/password/set/", wanted, format="multipart")

    patient.user.refresh_from_db()
    assert b"There is no password to set." in answer.content
    assert not patient.user.has_usable_password()


def test_a_deactivated_person_is_out_at_once(client, patient):
    token = ask_for_code(client, patient.email).json()["meta"]["session_token"]
    token = confirm(client, code_in(str(mail.outbox[0].body)), token).json()["meta"]["session_token"]
    patient.user.is_active = False
    patient.user.save()

    assert client.get(TODAY, headers={"X-Session-Token": token}).status_code == 401


def test_a_person_who_is_neither_gets_in_and_sees_nothing(client):
    user = UserFactory.create()
    token = ask_for_code(client, user.email).json()["meta"]["session_token"]
    token = confirm(client, code_in(str(mail.outbox[0].body)), token).json()["meta"]["session_token"]

    headers = {"X-Session-Token": token}
    assert [client.get(path, headers=headers).status_code for path in (TODAY, "/api/v1/patients/")] == [
        404,
        403,
    ]
