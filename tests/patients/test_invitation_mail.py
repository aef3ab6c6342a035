"""The invitation's mail when it is sent."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from common import clock
from notifications.models import Message, MessageState
from notifications.services.delivery import deliver_due
from patients.models import Invitation, Patient
from patients.services.invitation_mail import compose_invitation
from patients.services.invitations import accept_invitation, find_invitation, invite_patient, token_for
from tests.factories import PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return PatientFactory.create(user=None, email="mara@example.org", name="Mara")


@pytest.fixture
def by(patient) -> User:
    return physio(patient.clinic)


@pytest.fixture
def message(patient, by) -> Message:
    with clock.pretending(datetime(2026, 11, 21, 16, 0, tzinfo=ZoneInfo("UTC"))):
        invite_patient(by=by, patient=patient.uuid, by_mail=True)
    return Message.objects.get()


def outcome(message: Message) -> tuple[str, str]:
    with clock.pretending(message.due_at):
        deliver_due()
    message.refresh_from_db()
    return message.state, message.reason


def test_it_goes_to_the_patient(message, mail_server):
    assert outcome(message) == (MessageState.SENT, "")
    assert [mail["To"] for mail in mail_server.accepted] == ["mara@example.org"]


def test_its_link_opens_the_invitation(message, settings):
    mail = compose_invitation(message)
    link = mail.text.split(f"{settings.BASE_URL}/join/")[1].split("/")[0]
    with clock.pretending(message.due_at):
        assert find_invitation(link) == Invitation.objects.get()
    assert link in mail.html


def test_it_says_until_when_in_the_patients_own_time(message):
    assert "It works once, until Saturday 28 November, 17:00." in compose_invitation(message).text


def test_the_subject_names_neither_clinic_nor_health(message):
    assert compose_invitation(message).subject == "Your invitation"


def test_it_speaks_of_the_clinic_and_not_of_health(message, patient):
    text = compose_invitation(message).text.replace(patient.clinic.name, "THE CLINIC")
    assert "THE CLINIC" in text
    words = ("exercise", "physio", "pain", "knee", "rehab", "health", "injur", "therap")
    assert [word for word in words if word in text.lower()] == []


def test_one_that_was_used_already_is_not_sent(message):
    with clock.pretending(message.due_at):
        accept_invitation(token=token_for(Invitation.objects.get()))
    assert outcome(message) == (MessageState.SUPPRESSED, "the invitation was used already")


def test_one_that_was_replaced_is_not_sent(message, patient, by):
    with clock.pretending(message.due_at):
        invite_patient(by=by, patient=patient.uuid, by_mail=False)
    assert outcome(message) == (
        MessageState.SUPPRESSED,
        "a newer invitation or another address took its place",
    )


def test_without_an_address_by_now_it_is_not_sent(message, patient):
    patient.email = ""
    patient.save()
    assert outcome(message) == (MessageState.SUPPRESSED, "the patient has no e-mail address any more")


def test_after_a_week_it_is_too_late(message):
    with clock.pretending(message.expires_at):
        deliver_due()
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "too late")
