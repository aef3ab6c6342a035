"""What the invitation's page does not let happen."""

import pytest
from django.test import Client

from patients.models import Invitation
from patients.services.invitations import invite_patient, token_for
from tests.factories import PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited():
    return PatientFactory.create(user=None, email="mara@example.org")


@pytest.fixture
def address(invited) -> str:
    invitation = invite_patient(by=physio(invited.clinic), patient=invited.uuid, by_mail=False)
    return f"/join/{token_for(invitation)}/"


def test_the_token_does_not_leave_in_a_referer(client, address):
    assert client.get(address)["Referrer-Policy"] == "strict-origin"


def test_the_page_of_a_dead_link_does_not_leak_it_either(client):
    assert client.get("/join/forged/")["Referrer-Policy"] == "strict-origin"


def test_the_page_is_kept_by_no_cache(client, address):
    assert client.get(address)["Cache-Control"] == "no-store"


def test_without_the_forms_token_nothing_is_used_up(address):
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert Invitation.objects.get().used_at is None


def test_coming_back_by_the_link_one_is_still_in(client, address):
    client.post(address)
    assert client.get(address).headers["Location"] == "/"


def test_two_clicks_on_continue_end_on_today(client, address):
    first, second = client.post(address), client.post(address)
    assert (first.headers["Location"], second.headers["Location"]) == ("/", "/")


def test_the_session_key_changes_on_the_way_in(client, address):
    client.get(address)
    session = client.session
    session["before"] = True
    session.save()
    client.post(address)
    assert client.session.session_key != session.session_key


def test_a_known_address_that_somebody_else_has_taken_is_said_plainly(client, address, invited):
    PatientFactory.create(email=invited.email)
    answer = client.post(address)
    assert "has an account already" in answer.content.decode()
    assert Invitation.objects.get().used_at is None


def test_trying_link_after_link_is_stopped(client):
    address = {"REMOTE_ADDR": "203.0.113.77"}
    answers = [client.get(f"/join/guess-{n}/", **address).status_code for n in range(31)]
    assert answers == [404] * 30 + [429]


def test_a_stopped_visitor_is_told_to_wait(client):
    address = {"REMOTE_ADDR": "203.0.113.78"}
    for n in range(30):
        client.get(f"/join/guess-{n}/", **address)
    assert "Wait for a minute" in client.get("/join/one-more/", **address).content.decode()
