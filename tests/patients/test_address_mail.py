"""A sign-in address that is changed is announced to the address before."""

import pytest

from accounts.roles import Role
from notifications.models import Message
from patients.services.address_mail import KIND, compose_notice
from patients.services.patients import update_patient
from tests.factories import PatientFactory, physio

pytestmark = pytest.mark.django_db


def change_address(patient):
    desk = physio(patient.clinic, Role.FRONT_DESK)
    update_patient(by=desk, patient=patient.uuid, changes={"email": "new@example.org"})


def test_the_old_address_hears_of_it_and_not_of_the_new_one():
    patient = PatientFactory.create(email="old@example.org")
    change_address(patient)
    notice = compose_notice(Message.objects.get(kind=KIND))
    assert notice.to == "old@example.org"
    assert patient.clinic.name in notice.text
    assert "new@example.org" not in notice.text + notice.html


def test_who_has_no_account_yet_has_no_sign_in_address():
    change_address(PatientFactory.create(user=None))
    assert not Message.objects.filter(kind=KIND).exists()
