"""A way in for a patient: it works once, for a week, and only the newest one."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.models import Message
from patients.models import Invitation, Patient
from patients.services.invitations import accept_invitation, find_invitation, invite_patient, token_for
from tests.factories import PatientFactory, UserFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return PatientFactory.create(user=None, email="mara@example.org")


@pytest.fixture
def by(patient) -> User:
    return physio(patient.clinic, Role.FRONT_DESK)


@pytest.fixture
def invitation(patient, by) -> Invitation:
    return invite_patient(by=by, patient=patient.uuid, by_mail=False)


def later(**by_how_much):
    return clock.pretending(clock.now() + timedelta(**by_how_much))


def test_accepting_opens_an_account_for_the_patient(patient, invitation):
    user = accept_invitation(token=token_for(invitation))
    patient.refresh_from_db()
    assert (patient.user, user.email, user.name) == (user, "mara@example.org", patient.name)
    assert not user.is_staff


def test_the_account_has_no_password(invitation):
    assert not accept_invitation(token=token_for(invitation)).has_usable_password()


def test_it_works_once(invitation):
    accept_invitation(token=token_for(invitation))
    with pytest.raises(NotFound):
        accept_invitation(token=token_for(invitation))


def test_it_works_for_a_week(invitation):
    with later(days=6, hours=23):
        assert find_invitation(token_for(invitation)) == invitation
    with later(days=7, seconds=1), pytest.raises(NotFound):
        find_invitation(token_for(invitation))


def test_a_new_invitation_closes_the_one_before(patient, by, invitation):
    newer = invite_patient(by=by, patient=patient.uuid, by_mail=False)
    assert find_invitation(token_for(newer)) == newer
    with pytest.raises(NotFound):
        find_invitation(token_for(invitation))


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "Im5vdCI:1xUglD:gjOZgpb1tYBhZbjFS1VDMEWZti6zWIh"])
def test_a_forged_token_opens_nothing(token):
    with pytest.raises(NotFound):
        find_invitation(token)


def test_a_token_signed_for_something_else_opens_nothing(invitation):
    with pytest.raises(NotFound):
        find_invitation(signing.dumps(str(invitation.uuid), salt="another"))


def test_the_token_stands_nowhere_in_the_database(patient, by):
    invitation = invite_patient(by=by, patient=patient.uuid, by_mail=True)
    message = Message.objects.get()
    stored = f"{invitation.__dict__} {message.__dict__}"
    assert token_for(invitation) not in stored
    assert message.context == {"invitation": str(invitation.uuid)}


def test_who_signs_in_already_is_not_invited(by, patient):
    patient.user = UserFactory.create()
    patient.save()
    with pytest.raises(Conflict):
        invite_patient(by=by, patient=patient.uuid, by_mail=False)


def test_a_mail_to_nobody_is_refused_at_the_address(by):
    patient = PatientFactory.create(user=None, email="", clinic=by.memberships.get().clinic)
    with pytest.raises(InvalidInput) as refusal:
        invite_patient(by=by, patient=patient.uuid, by_mail=True)
    assert list(refusal.value.fields) == ["email"]


def test_another_clinics_patient_is_not_invited(patient):
    with pytest.raises(NotFound):
        invite_patient(by=physio(), patient=patient.uuid, by_mail=True)
    assert Invitation.objects.count() == 0


def test_without_an_address_the_patients_own_is_kept(by):
    patient = PatientFactory.create(user=None, email="", clinic=by.memberships.get().clinic)
    invitation = invite_patient(by=by, patient=patient.uuid, by_mail=False)
    accept_invitation(token=token_for(invitation), email=" Ole@Example.org ")
    patient.refresh_from_db()
    assert (patient.email, patient.user.email) == ("ole@example.org", "ole@example.org")


def test_a_known_address_is_not_replaced_by_what_is_typed(patient, invitation):
    assert accept_invitation(token=token_for(invitation), email="thief@example.org").email == patient.email


@pytest.mark.parametrize("email", ["", "nonsense", "a@b"])
def test_without_a_real_address_the_invitation_stays_open(by, email):
    patient = PatientFactory.create(user=None, email="", clinic=by.memberships.get().clinic)
    invitation = invite_patient(by=by, patient=patient.uuid, by_mail=False)
    with pytest.raises(InvalidInput):
        accept_invitation(token=token_for(invitation), email=email)
    assert find_invitation(token_for(invitation)) == invitation


def test_the_address_of_another_patient_of_the_clinic_is_refused_and_the_invitation_stays_open(by):
    clinic = by.memberships.get().clinic
    PatientFactory.create(user=None, email="taken@example.org", clinic=clinic)
    patient = PatientFactory.create(user=None, email="", clinic=clinic)
    invitation = invite_patient(by=by, patient=patient.uuid, by_mail=False)
    with pytest.raises(InvalidInput) as refusal:
        accept_invitation(token=token_for(invitation), email="taken@example.org")
    assert list(refusal.value.fields) == ["email"]
    assert find_invitation(token_for(invitation)) == invitation
    assert not User.objects.filter(email="taken@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_link_at_once_make_one_account(invitation):
    token, start, outcomes = token_for(invitation), Barrier(2), []

    def accept() -> None:
        start.wait()
        try:
            outcomes.append(type(accept_invitation(token=token)).__name__)
        except (NotFound, InvalidInput) as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[-1] == "User"
    assert outcomes.count("User") == 1
    assert User.objects.filter(email="mara@example.org").count() == 1
