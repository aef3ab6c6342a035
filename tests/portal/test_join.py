"""An invited patient comes in by the link: once, and only when they say so."""

import pytest
from django.test import Client

from patients.models import Invitation, Patient
from patients.services.invitations import invite_patient, token_for
from tests.factories import PatientFactory, ProxyFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited():
    return PatientFactory.create(user=None, email="mara@example.org")


def link(patient):
    invitation = invite_patient(by=physio(patient.clinic), patient=patient.uuid, by_mail=False)
    return f"/join/{token_for(invitation)}/"


def test_opening_the_link_uses_nothing_up(client, invited):
    address = link(invited)
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 200
    assert Invitation.objects.get(patient=invited).used_at is None


def test_saying_yes_signs_in_and_shows_today(client, invited):
    answer = client.post(link(invited))
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").status_code == 200


def test_the_link_works_once(client, invited):
    address = link(invited)
    client.post(address)
    answer = Client().post(address)
    assert answer.status_code == 404
    assert "does not open any more" in answer.content.decode()


def test_a_forged_link_opens_nothing(client, invited):
    assert client.get(link(invited)[:-2] + "x/").status_code == 404


def test_an_unknown_address_is_asked_for_and_kept(client):
    patient = PatientFactory.create(user=None, email="")
    answer = client.post(link(patient), {"email": "Mara@Example.org"})
    assert answer.status_code == 302
    assert Patient.objects.get(pk=patient.pk).email == "mara@example.org"


@pytest.mark.parametrize("email", ["", "not an address"])
def test_without_an_address_nobody_gets_in(client, email):
    patient = PatientFactory.create(user=None, email="")
    answer = client.post(link(patient), {"email": email})
    assert list(answer.context["form"].errors) == ["email"]
    assert Patient.objects.get(pk=patient.pk).user is None


def test_an_address_in_use_is_refused_at_the_field(client, invited):
    patient = PatientFactory.create(user=None, email="")
    taken = physio().email
    answer = client.post(link(patient), {"email": taken})
    assert list(answer.context["form"].errors) == ["email"]
    assert Patient.objects.get(pk=patient.pk).user is None


def test_a_childs_letter_opens_no_account_and_shows_the_guardians_way_in(client):
    child = PatientFactory.create(user=None, email="", date_of_birth="2015-01-01")
    ProxyFactory.create(patient=child, relation="parent", is_guardian=True)
    child.refresh_from_db()
    address = link(child)
    for answer in (client.get(address), client.post(address)):
        assert "a parent or guardian opens these pages" in answer.content.decode()
    assert Patient.objects.get(pk=child.pk).user is None
    assert "_auth_user_id" not in client.session
