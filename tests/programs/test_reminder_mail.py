"""The reminder when it is sent: what it says, and when it is not sent after all."""

from datetime import date, time, timedelta

import pytest
from django.urls import resolve
from django.utils import translation

from common import clock
from notifications.models import Message, MessageState
from notifications.services.delivery import deliver_due
from patients.models import Preferences
from patients.services.preferences import update_own_preferences
from programs.queries.today import due_today
from programs.rules.script import build_script
from programs.services import reminder_mail
from programs.services.lifecycle import cancel_program, finish_program, pause_program
from programs.services.reminder_mail import Left, compose_reminder, left_of
from programs.services.reminders import plan_due_reminders
from tests.factories import UserFactory, assigned_program, logged

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0, on: date = DAY):
    return clock.pretending(clock.moment("Europe/Berlin", on, time(hour, minute)))


@pytest.fixture
def program():
    with at(8):
        return assigned_program(start_on=DAY)


@pytest.fixture
def message(program) -> Message:
    """Planned at its hour, with everything still to do."""
    with at(17):
        plan_due_reminders()
    return Message.objects.get()


def log(program, count: int | None = None) -> None:
    due = [(item, side) for item in due_today(program.patient, DAY).items for side in item.due.sides]
    for item, side in due[:count]:
        logged(program, DAY, prescription=program.prescriptions.get(uuid=item.due.item.id), side=side)


def outcome(message: Message, hour: int = 17, on: date = DAY) -> tuple[str, str]:
    with at(hour, 1, on=on):
        deliver_due()
    message.refresh_from_db()
    return message.state, message.reason


def suppressed(reason: str) -> tuple[str, str]:
    return MessageState.SUPPRESSED, reason


def test_it_is_sent_to_the_patient(message, mail_server):
    assert outcome(message) == (MessageState.SENT, "")
    assert [mail["To"] for mail in mail_server.accepted] == [message.recipient.email]


def test_the_address_is_the_one_of_now(message, mail_server):
    message.recipient.email = "moved@example.org"
    message.recipient.save()
    outcome(message)
    assert [mail["To"] for mail in mail_server.accepted] == ["moved@example.org"]


def test_logged_everything_in_between(message, program):
    log(program)
    assert outcome(message) == suppressed("already done")


def test_paused_in_between(message, program):
    with at(17):
        pause_program(by=program.assigned_by, program=program.uuid, reason="ill")
    assert outcome(message) == suppressed("the program is paused")


def test_finished_in_between(message, program):
    with at(17):
        finish_program(by=program.assigned_by, program=program.uuid, reason="done")
    assert outcome(message) == suppressed("the program has ended")


def test_cancelled_in_between(message, program):
    with at(17):
        cancel_program(by=program.assigned_by, program=program.uuid, reason="moved away")
    assert outcome(message) == suppressed("no program")


def test_moved_to_a_rest_day_in_between(message, program):
    program.prescriptions.update(days=[6])
    assert outcome(message) == suppressed("rest day")


def test_a_start_put_off_in_between(message, program):
    program.start_on = DAY + timedelta(days=1)
    program.save()
    assert outcome(message) == suppressed("the program has not started")


def test_switched_off_in_between(message, program):
    with at(17):
        update_own_preferences(by=program.patient.user, changes={"reminders": False})
    assert outcome(message) == suppressed("reminders are switched off")


def test_sent_so_late_that_it_would_be_in_the_quiet_hours(message):
    assert outcome(message, hour=21) == suppressed("quiet hours")


def test_sent_late_but_before_the_quiet_hours(message, mail_server):
    assert outcome(message, hour=20) == (MessageState.SENT, "")


def test_not_sent_on_the_day(message):
    assert outcome(message, hour=8, on=DAY + timedelta(days=1)) == suppressed("too late")


def test_the_patients_day_is_over_after_a_journey_east(message, program):
    program.patient.time_zone = "Pacific/Auckland"
    program.patient.save()
    assert outcome(message) == suppressed("the day is over")


def test_the_account_was_closed_in_between(message):
    message.recipient.is_active = False
    message.recipient.save()
    assert outcome(message) == suppressed("this account may not sign in any more")


def test_the_patient_signs_in_with_another_account_now(message, program):
    program.patient.user = UserFactory.create()
    program.patient.save()
    assert outcome(message) == suppressed("the patient signs in with another account, or none")


def mail_of(message: Message):
    with at(17):
        return compose_reminder(message)


def test_the_subject_says_nothing_about_health(message):
    assert mail_of(message).subject == "Your session for today"


def test_text_and_html_say_what_is_left(message, program):
    left = left_of(due_today(program.patient, DAY))
    words = f"For today there are {left.exercises} exercises left, about {left.minutes} minutes."
    mail = mail_of(message)
    assert words in mail.text
    assert words in mail.html


def test_core_exercises_are_named_first_when_there_are_others(message, program):
    left = left_of(due_today(program.patient, DAY))
    assert 0 < left.core < left.exercises
    words = f"The {left.core} most important ones come first and take about {left.core_minutes} min."
    assert words in mail_of(message).text


def test_nothing_is_said_of_core_exercises_when_all_are():
    assert reminder_mail._core_words(Left(exercises=3, core=3, minutes=9, core_minutes=9)) == ""


def test_at_the_start_everything_is_left(message, program):
    today = due_today(program.patient, DAY)
    script = build_script(today.due_day())
    core = sum(item.due.item.is_core for item in today.items)
    assert left_of(today) == Left(len(today.items), core, script.minutes, script.core_minutes)


def test_what_is_logged_is_not_left(message, program):
    before = left_of(due_today(program.patient, DAY))
    log(program, count=2)
    after = left_of(due_today(program.patient, DAY))
    assert after.minutes < before.minutes
    assert after.exercises < before.exercises


def test_one_exercise_is_one_exercise():
    with translation.override("en"):
        assert (
            reminder_mail._left_words(Left(1, 1, 1, 1))
            == "For today there is 1 exercise left, about 1 minute."
        )


def test_there_is_one_button_to_the_portal(message, settings):
    mail = mail_of(message)
    assert f"{settings.BASE_URL}/\n" in mail.text
    assert mail.html.count('class="button"') == 1


def test_the_page_where_reminders_are_switched_off_is_there(message, settings):
    page = mail_of(message).stop_url.removeprefix(settings.BASE_URL)
    assert resolve(page).view_name == "portal:profile"


def test_it_names_neither_exercises_nor_the_condition(message, program):
    mail = mail_of(message)
    words = {item.name for item in due_today(program.patient, DAY).items} | {"knee", "pain", program.name}
    assert [word for word in words if word.lower() in (mail.text + mail.html).lower()] == []


def test_names_with_special_characters_are_plain_in_the_text_and_safe_in_html(message):
    message.clinic.name = "Knie & <Co>"
    message.clinic.save()
    mail = mail_of(Message.objects.get())
    assert "Knie & <Co>" in mail.text
    assert "Knie &amp; &lt;Co&gt;" in mail.html


def test_the_hour_was_changed_after_planning_and_no_second_one_comes(message, program, mail_server):
    outcome(message)
    with at(17, 5):
        update_own_preferences(by=program.patient.user, changes={"remind_at": time(19)})
    assert Preferences.objects.get().next_reminder_at == clock.moment("Europe/Berlin", DAY, time(19))
    with at(19):
        plan_due_reminders()
        deliver_due()
    assert len(mail_server.accepted) == 1
