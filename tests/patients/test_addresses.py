"""A patient's e-mail address changes: sign-in and invitations follow; the one before opens nothing."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from notifications.registry import Suppress
from patients.models import Patient
from patients.services import invitations, patients
from patients.services.invitation_mail import compose_invitation
from patients.services.invitations import accept_invitation, find_invitation, invite_patient, token_for
from patients.services.patients import update_patient
from tests.factories import MembershipFactory, PatientFactory, UserFactory, physio

pytestmark = pytest.mark.django_db

NEW = "new@example.org"


@pytest.fixture
def patient() -> Patient:
    return PatientFactory.create(email="old@example.org")


@pytest.fixture
def by(patient) -> User:
    return physio(patient.clinic, Role.FRONT_DESK)


def move(by, patient, address=NEW):
    return update_patient(by=by, patient=patient.uuid, changes={"email": address})


def asked(address):
    Client().post("/sign-in/", {"email": address})
    return mail.outbox[-1]


def test_the_account_moves_with_the_patient(by, patient):
    assert move(by, patient, "New@Example.org ").user.email == NEW


def test_codes_go_to_the_new_address_and_to_no_other(by, patient):
    EmailAddress.objects.create(user=patient.user, email="old@example.org", verified=True, primary=True)
    move(by, patient)
    assert "code:" in str(asked(NEW).subject)
    assert "code:" not in str(asked("old@example.org").subject)


def test_whoever_came_in_by_the_old_address_is_signed_out(by, patient, client):
    client.force_login(patient.user)
    assert client.get("/api/v1/me/").status_code == 200
    move(by, patient)
    assert client.get("/api/v1/me/").status_code == 401


def test_a_change_of_something_else_signs_nobody_out(by, patient, client):
    client.force_login(patient.user)
    update_patient(by=by, patient=patient.uuid, changes={"phone": "030 901820", "email": patient.email})
    assert client.get("/api/v1/me/").status_code == 200


@pytest.mark.parametrize("address", ["", "taken@example.org"])
def test_an_address_that_nobody_could_sign_in_by_is_refused(by, patient, address):
    UserFactory.create(email="taken@example.org")
    with pytest.raises(InvalidInput) as refused:
        move(by, patient, address)
    patient.refresh_from_db()
    assert (list(refused.value.fields), patient.email, patient.user.email) == (
        ["email"],
        "old@example.org",
        "old@example.org",
    )


def test_an_account_of_staff_cannot_be_taken_over_by_its_patient_record(by, patient):
    """Else the front desk could send the owner's password link to itself."""
    MembershipFactory.create(clinic=patient.clinic, user=patient.user, role=Role.OWNER)
    User.objects.filter(pk=patient.user_id).update(is_staff=True)
    with pytest.raises(InvalidInput) as refused:
        move(by, patient)
    assert list(refused.value.fields) == ["email"]
    assert User.objects.get(pk=patient.user_id).email == "old@example.org"


@pytest.fixture
def invited() -> Patient:
    return PatientFactory.create(user=None, email="wrong@example.org")


def test_the_link_that_went_to_the_wrong_address_opens_nothing(invited):
    by = physio(invited.clinic)
    token = token_for(invite_patient(by=by, patient=invited.uuid, by_mail=True))
    move(by, invited)
    with pytest.raises(NotFound):
        find_invitation(token)
    assert isinstance(compose_invitation(Message.objects.get()), Suppress)


def test_a_printed_invitation_still_opens_when_the_first_address_is_added():
    patient = PatientFactory.create(user=None, email="")
    by = physio(patient.clinic)
    token = token_for(invite_patient(by=by, patient=patient.uuid, by_mail=False))
    move(by, patient)
    assert accept_invitation(token=token).email == NEW


def test_two_changes_at_once_keep_both(by, patient, monkeypatch):
    """Another one is stored between this click's first look and its lock."""
    look: Any = vars(patients)["get_patient"]

    def look_then_change(*args):
        found = look(*args)
        Patient.objects.filter(pk=patient.pk).update(phone="1")
        return found

    monkeypatch.setattr(patients, "get_patient", look_then_change)
    changed = update_patient(by=by, patient=patient.uuid, changes={"name": "Mara"})
    changed.refresh_from_db()
    assert (changed.name, changed.phone) == ("Mara", "1")


def test_who_came_in_a_moment_ago_is_not_invited_again(invited, monkeypatch):
    """The link is used between this click's first look and its lock: a second account would be made."""
    by = physio(invited.clinic)
    token = token_for(invite_patient(by=by, patient=invited.uuid, by_mail=False))
    look: Any = vars(invitations)["get_patient"]

    def look_then_accept(*args):
        found = look(*args)
        accept_invitation(token=token)
        return found

    monkeypatch.setattr(invitations, "get_patient", look_then_accept)
    with pytest.raises(Conflict):
        invite_patient(by=by, patient=invited.uuid, by_mail=False)
