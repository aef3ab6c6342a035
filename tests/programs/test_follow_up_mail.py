"""The question a day after, when its mail is sent: what it says, and when it is not sent after all."""

from datetime import date, time, timedelta

import pytest
from django.urls import resolve

from common import clock
from notifications.models import Message, MessageState
from notifications.services.delivery import deliver_due
from patients.services.preferences import update_own_preferences
from programs.models import FollowUp
from programs.services.follow_up_mail import compose_follow_up
from programs.services.follow_ups import answer_follow_up, ask_due_follow_ups
from tests.factories import PreferencesFactory, UserFactory, ready_episode
from tests.gate import stopped
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
NEXT = DAY + timedelta(days=1)


def at(hour: int, minute: int = 0, on: date = NEXT):
    return clock.pretending(clock.moment("Europe/Berlin", on, time(hour, minute)))


@pytest.fixture
def asked() -> FollowUp:
    """A run at noon, to be asked about at noon of the next day."""
    with at(8, on=DAY):
        episode = ready_episode(patient=PreferencesFactory.create().patient)
    noon = clock.moment("Europe/Berlin", DAY, time(12))
    run = RunLogFactory.create(episode=episode, on=DAY, logged_at=noon)
    row: FollowUp = FollowUpFactory.create(run=run)
    return row


@pytest.fixture
def message(asked) -> Message:
    with at(12):
        ask_due_follow_ups()
    return Message.objects.get()


def outcome(message: Message, hour: int = 12, on: date = NEXT) -> tuple[str, str]:
    with at(hour, 1, on=on):
        deliver_due()
    message.refresh_from_db()
    return message.state, message.reason


def suppressed(reason: str) -> tuple[str, str]:
    return MessageState.SUPPRESSED, reason


def test_it_is_sent_to_the_patient(message, mail_server):
    assert outcome(message) == (MessageState.SENT, "")
    assert [mail["To"] for mail in mail_server.accepted] == [message.recipient.email]


def test_answered_in_between(message, asked):
    with at(12):
        answer_follow_up(by=asked.patient.user, uuid=asked.uuid, settled="same_evening")
    assert outcome(message) == suppressed("already done")


def test_stopped_by_a_warning_sign_in_between(message, asked):
    with at(12):
        stopped(asked.patient)
    assert outcome(message) == suppressed("stopped by a warning sign")


def test_switched_off(message, asked):
    with at(12):
        update_own_preferences(by=asked.patient.user, changes={"reminders": False})
    assert outcome(message) == suppressed("reminders are switched off")


def test_sent_so_late_that_it_would_be_in_the_quiet_hours(message):
    assert outcome(message, hour=22) == suppressed("quiet hours")


def test_not_sent_on_the_day(message):
    assert outcome(message, hour=8, on=NEXT + timedelta(days=1)) == suppressed("too late")


def test_the_patient_signs_in_with_another_account_now(message, asked):
    asked.patient.user = UserFactory.create()
    asked.patient.save()
    assert outcome(message) == suppressed("the patient signs in with another account, or none")


def mail_of(message: Message):
    with at(12):
        return compose_follow_up(message)


def test_the_subject_says_nothing_about_health(message):
    assert mail_of(message).subject == "A short question for you"


def test_text_and_html_ask_the_same_and_lead_to_the_tap(message, settings):
    mail, address = mail_of(message), f"{settings.BASE_URL}/follow-ups/"
    for part in (mail.text, mail.html):
        assert "How was it after your run of yesterday?" in part
        assert address in part
    assert resolve("/follow-ups/").view_name == "portal:follow_ups"
    assert mail.html.count('class="button"') == 1


def test_what_waits_from_before_is_named_too(message, asked):
    before = RunLogFactory.create(episode=asked.run.episode, on=DAY - timedelta(days=1))
    FollowUpFactory.create(run=before, loaded_at=asked.loaded_at - timedelta(days=1))
    assert "your run of yesterday and your run of Mon 23 November" in mail_of(message).text
