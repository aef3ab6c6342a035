"""The front door: a code by mail for patients, a password for staff, and the same answer for strangers."""

import re
import time
from email.utils import parseaddr

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache

from accounts.models import User
from tests.factories import ClinicFactory, physio

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def _unthrottled():
    """Rates are counted in Redis, which no test's rollback reaches."""
    cache.clear()


def ask_for_code(client, email, **data):
    return client.post("/sign-in/", {"email": email, **data})


def code_in(message) -> str:
    found = re.search(r"code: (\S+)", str(message.subject))
    assert found
    return found.group(1)


def test_a_patient_comes_in_by_the_code_from_the_mail(client, patient):
    asked = ask_for_code(client, patient.user.email)
    assert (asked.status_code, asked.url) == (302, "/sign-in/code/")
    [message] = mail.outbox
    entered = client.post("/sign-in/code/", {"code": code_in(message)})
    assert (entered.status_code, entered.url) == (302, "/")
    assert client.get("/").status_code == 200


def test_after_signing_in_the_page_asked_for_comes_next(client, patient):
    address = client.get("/session/").url
    client.post(address, {"email": patient.user.email, "next": "/session/"})
    entered = client.post("/sign-in/code/", {"code": code_in(mail.outbox[0]), "next": "/session/"})
    assert entered.url == "/session/"


def test_a_wrong_code_stands_at_its_field_and_opens_nothing(client, patient):
    ask_for_code(client, patient.user.email)
    answer = client.post("/sign-in/code/", {"code": "WRONG1"})
    assert 'aria-describedby="id_code_error"' in answer.content.decode()
    assert client.get("/").status_code == 302


def test_a_stranger_gets_the_same_answer_as_a_patient(client, patient):
    known = ask_for_code(client, patient.user.email)
    client.cookies.clear()
    unknown = ask_for_code(client, "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_the_code_mail_says_the_same_twice_and_nothing_about_health(client, patient):
    ask_for_code(client, patient.user.email)
    [message] = mail.outbox
    code = code_in(message)
    assert isinstance(message, mail.EmailMultiAlternatives)
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert code in str(message.body)
    assert code in str(html)
    assert message.subject == f"Your sign-in code: {code}"


def test_staff_come_in_by_password_to_their_own_start_page(client):
    user = physio()
    user.set_password(PASSWORD)
    user.save()
    answer = client.post("/sign-in/staff/", {"login": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/admin/")


def test_a_wrong_password_does_not_say_which_part_was_wrong(client):
    def refusal(email):
        answer = client.post("/sign-in/staff/", {"login": email, "password": "wrong"})
        return [str(error) for error in answer.context["form"].non_field_errors()]

    assert refusal(physio().email) == refusal("nobody@example.org") != []


def test_signing_out_asks_and_then_leads_to_the_front_door(page):
    assert "Sign out of this device?" in page.get("/sign-out/").content.decode()
    page.post("/sign-out/")
    assert page.get("/").url == "/sign-in/?next=/"


def test_nobody_signs_up_alone(client):
    client.post("/sign-up/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("path", ["/no-such-page/", "/join/no-such-token/"])
def test_what_is_not_here_is_said_in_our_frame(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "portal/css/tokens.css" in answer.content.decode()


# --- nobody is stuck --------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["/sign-in/", "/sign-in/staff/"])
def test_whoever_mistyped_their_address_can_begin_again(client, patient, door):
    ask_for_code(client, "mistyped@example.org")
    assert client.get(door).status_code == 200
    ask_for_code(client, patient.user.email)
    client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
    assert client.get("/").status_code == 200


def test_a_new_code_takes_the_place_of_the_old_one(client, patient):
    ask_for_code(client, patient.user.email)
    client.post("/sign-in/code/", {"action": "resend"})
    assert "A new code is on its way" in client.get("/sign-in/code/").content.decode()
    first, second = map(code_in, mail.outbox)
    assert "newest mail" in client.post("/sign-in/code/", {"code": first}).content.decode()
    assert client.post("/sign-in/code/", {"code": second}).status_code == 302


def test_a_code_that_ran_out_is_said(client, patient, monkeypatch):
    ask_for_code(client, patient.user.email)
    later = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1
    monkeypatch.setattr("time.time", lambda: later)
    answer = client.post("/sign-in/code/", {"code": code_in(mail.outbox[0])}, follow=True)
    assert answer.redirect_chain[0][0] == "/sign-in/"
    assert "The time for that code is over" in answer.content.decode()


def test_today_opens_without_a_word_about_signing_in(client, patient):
    ask_for_code(client, patient.user.email)
    client.post("/sign-in/code/", {"code": code_in(mail.outbox[0])})
    assert list(client.get("/").context["messages"]) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/sign-up/", "Your clinic makes the account"),
        ("/sign-in/closed/", "This account is closed"),
        ("/password/reset/", "Send me the link"),
        ("/password/reset/sent/", "Look in your mail"),
        ("/password/reset/done/", "Your password is saved"),
        ("/password/reset/1-abc/", "This link does not open any more"),
    ],
)
def test_every_door_speaks_in_our_words(client, db, path, words):
    assert words in client.get(path).content.decode()


# --- whose door it is -------------------------------------------------------------------------------------


def test_the_door_of_the_only_clinic_bears_its_name(client, patient):
    assert patient.clinic.name in client.get("/sign-in/").content.decode()


def test_a_door_shared_by_clinics_names_none(client, patient):
    ClinicFactory.create()
    page = client.get("/sign-in/").content.decode()
    assert patient.clinic.name not in page
    assert "Your clinic" in page


def test_the_code_mail_comes_from_the_only_clinic(client, patient):
    ask_for_code(client, patient.user.email)
    [message] = mail.outbox
    assert parseaddr(message.from_email)[0] == patient.clinic.name
    assert patient.clinic.name in str(message.body)
