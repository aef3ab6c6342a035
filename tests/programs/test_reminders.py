"""Who is reminded of what, and when: the planning."""

from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from common import clock
from notifications.models import Message
from notifications.services.delivery import deliver_due
from patients.models import Preferences
from patients.services.patients import update_own_profile
from patients.services.preferences import update_own_preferences
from programs.queries.today import due_today
from programs.services import reminders
from programs.services.lifecycle import finish_program, pause_program, resume_program
from programs.services.reminders import plan_due_reminders
from tests.factories import PatientFactory, assigned_program, logged

pytestmark = pytest.mark.django_db

BERLIN = "Europe/Berlin"
DAY = date(2026, 11, 24)  # a Tuesday


def at(hour: int, minute: int = 0, *, on: date = DAY, zone: str = BERLIN) -> datetime:
    return clock.moment(zone, on, time(hour, minute))


def reminded(start_on: date = DAY, **patient):
    """A patient with a program and a reminder at 17:00 of their own wall clock, assigned in the morning."""
    record = PatientFactory.create(**patient)
    with clock.pretending(at(8, on=start_on, zone=record.time_zone)):
        return assigned_program(record, start_on=start_on)


def next_at(program) -> datetime | None:
    return Preferences.objects.get(patient=program.patient).next_reminder_at


def plan(moment: datetime) -> int:
    with clock.pretending(moment):
        return plan_due_reminders()


def test_assigning_puts_the_patient_on_the_list():
    assert next_at(reminded()) == at(17)


def test_before_the_hour_nobody_is_looked_at():
    reminded()
    assert plan(at(16, 59)) == 0


def test_at_the_hour_a_message_is_planned_for_that_day():
    program = reminded()
    assert plan(at(17)) == 1
    message = Message.objects.get()
    assert message.key == f"session_reminder:{program.patient.uuid}:2026-11-24"
    assert (message.recipient, message.clinic) == (program.patient.user, program.patient.clinic)
    assert (message.due_at, message.expires_at) == (at(17), at(0, on=DAY + timedelta(days=1)))


def test_the_next_look_is_at_the_same_wall_clock_time_tomorrow():
    program = reminded()
    plan(at(17))
    assert next_at(program) == at(17, on=DAY + timedelta(days=1))


def test_planning_again_plans_nothing_more():
    reminded()
    plan(at(17))
    assert plan(at(17, 1)) == 0
    assert Message.objects.count() == 1


def test_a_message_that_is_there_already_is_not_planned_twice():
    program = reminded()
    plan(at(17))
    Preferences.objects.filter(patient=program.patient).update(next_reminder_at=at(17))
    assert plan(at(17, 2)) == 1
    assert Message.objects.count() == 1


def test_on_a_rest_day_nothing_is_planned_and_tomorrow_is_looked_at_again():
    program = reminded()
    rest = next(day for n in range(7) if not due_today(program.patient, day := DAY + timedelta(days=n)).left)
    Preferences.objects.filter(patient=program.patient).update(next_reminder_at=at(17, on=rest))
    plan(at(17, on=rest))
    assert Message.objects.count() == 0
    assert next_at(program) == at(17, on=rest + timedelta(days=1))


def test_whoever_has_logged_everything_is_not_reminded():
    program = reminded()
    log_everything(program)
    plan(at(17))
    assert Message.objects.count() == 0


def test_whoever_has_something_left_is_reminded():
    program = reminded()
    log_everything(program, but_one=True)
    plan(at(17))
    assert Message.objects.count() == 1


def test_a_patient_without_an_account_gets_none_but_stays_on_the_list():
    program = reminded(user=None)
    plan(at(17))
    assert Message.objects.count() == 0
    assert next_at(program) == at(17, on=DAY + timedelta(days=1))


def test_a_late_planner_still_plans_for_the_day():
    reminded()
    plan(at(20))
    assert Message.objects.get().due_at == at(17)


def test_a_planner_that_comes_a_day_late_leaves_a_message_that_says_too_late(mail_server):
    program = reminded()
    tomorrow = DAY + timedelta(days=1)
    plan(at(9, on=tomorrow))
    with clock.pretending(at(9, on=tomorrow)):
        deliver_due()
    message = Message.objects.get()
    assert (message.key[-10:], message.state, message.reason) == ("2026-11-24", "suppressed", "too late")
    assert mail_server.accepted == []
    assert next_at(program) == at(17, on=tomorrow)


def test_a_day_late_does_not_take_the_next_days_reminder_away():
    reminded()
    tomorrow = DAY + timedelta(days=1)
    plan(at(9, on=tomorrow))
    Preferences.objects.update(next_reminder_at=at(17, on=DAY + timedelta(days=2)))
    plan(at(17, on=DAY + timedelta(days=2)))
    assert [key[-10:] for key in Message.objects.order_by("pk").values_list("key", flat=True)] == [
        "2026-11-24",
        "2026-11-26",
    ]


def test_a_patient_whose_program_is_paused_leaves_the_list_at_the_next_look():
    program = reminded()
    with clock.pretending(at(9)):
        pause_program(by=program.assigned_by, program=program.uuid, reason="ill")
    plan(at(17))
    assert (Message.objects.count(), next_at(program)) == (0, None)


def test_resuming_puts_them_back():
    program = reminded()
    with clock.pretending(at(9)):
        pause_program(by=program.assigned_by, program=program.uuid, reason="ill")
    plan(at(17))
    tomorrow = DAY + timedelta(days=1)
    with clock.pretending(at(9, on=tomorrow)):
        resume_program(by=program.assigned_by, program=program.uuid)
    assert next_at(program) == at(17, on=tomorrow)


def test_a_new_program_puts_back_whoever_had_finished_one():
    program = reminded()
    with clock.pretending(at(9)):
        finish_program(by=program.assigned_by, program=program.uuid, reason="done")
    plan(at(17))
    assert next_at(program) is None
    with clock.pretending(at(18)):
        assigned_program(program.patient, start_on=DAY + timedelta(days=1), by=program.assigned_by)
    assert next_at(program) == at(17, on=DAY + timedelta(days=1))


def test_of_two_programs_one_that_runs_is_enough():
    program = reminded()
    with clock.pretending(at(8)):
        other = assigned_program(
            program.patient, template="rk-6w-gradual", start_on=DAY, by=program.assigned_by
        )
        pause_program(by=program.assigned_by, program=other.uuid, reason="one at a time")
    plan(at(17))
    assert Message.objects.count() == 1


def test_switched_off_is_off_the_list():
    program = reminded()
    with clock.pretending(at(9)):
        update_own_preferences(by=program.patient.user, changes={"reminders": False})
    assert next_at(program) is None


def test_switched_on_again_is_on_the_list_again():
    program = reminded()
    with clock.pretending(at(9)):
        update_own_preferences(by=program.patient.user, changes={"reminders": False})
        update_own_preferences(
            by=program.patient.user, changes={"reminders": True, "remind_at": time(18, 30)}
        )
    assert next_at(program) == at(18, 30)


def test_a_start_while_reminders_are_off_leaves_them_off():
    program = reminded()
    with clock.pretending(at(9)):
        update_own_preferences(by=program.patient.user, changes={"reminders": False})
    reminders.start_reminding(program.patient)
    assert next_at(program) is None


def test_in_another_zone_the_reminder_moves_to_that_zones_hour():
    program = reminded()
    with clock.pretending(at(9)):
        update_own_profile(by=program.patient.user, changes={"time_zone": "America/New_York"})
    assert next_at(program) == at(17, zone="America/New_York")


def test_a_journey_across_the_date_line_reminds_once_a_local_date():
    program = reminded(time_zone="Pacific/Auckland")
    plan(at(17, zone="Pacific/Auckland"))
    with clock.pretending(at(18, zone="Pacific/Auckland")):
        update_own_profile(by=program.patient.user, changes={"time_zone": "America/Los_Angeles"})
    assert next_at(program) == at(17, zone="America/Los_Angeles")
    plan(at(17, zone="America/Los_Angeles"))
    assert Message.objects.filter(key__endswith="2026-11-24").count() == 1


def test_one_patients_broken_data_costs_the_others_nothing(monkeypatch):
    broken, fine = reminded().patient, reminded().patient

    def asked(patient, on):
        if patient == broken:
            raise KeyError
        return due_today(patient, on)

    monkeypatch.setattr(reminders, "due_today", asked)
    assert plan(at(17)) == 2
    assert {message.recipient for message in Message.objects.all()} == {broken.user, fine.user}


def test_planning_is_not_written_into_the_history_of_the_preferences():
    program = reminded()
    before = program.patient.preferences.events.count()
    plan(at(17))
    assert program.patient.preferences.events.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_plan_once_each_patient():
    for _patient in range(6):
        reminded()
    looked_at: list[int] = []
    start = Barrier(2)

    def run() -> None:
        start.wait()
        try:
            looked_at.append(plan_due_reminders(at(17)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(looked_at) == 6
    assert Message.objects.count() == 6


def log_everything(program, *, but_one: bool = False) -> None:
    due = [(item, side) for item in due_today(program.patient, DAY).items for side in item.due.sides]
    for item, side in due[1:] if but_one else due:
        logged(program, DAY, prescription=program.prescriptions.get(uuid=item.due.item.id), side=side)
