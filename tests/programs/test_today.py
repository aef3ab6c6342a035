"""The day in two statements equals the day by the rules, in every kind of week."""

from datetime import timedelta

import pytest

from common import clock
from programs.queries.facts import clock_of, item_of
from programs.queries.today import due_today, today_of_user
from programs.rules.schedule import due_on
from programs.rules.script import build_script
from programs.rules.words import BodySide
from programs.services.lifecycle import cancel_program, hold_week
from programs.services.prescriptions import change_dose
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    patient = factories.PatientFactory.create()
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    return factories.assigned_program(patient, start_on=start_on, template="rk-6w-gradual")


def by_the_rules(program, on):
    items = [item_of(rx) for rx in program.prescriptions.select_related("exercise")]
    due = due_on(clock_of(program), items, BodySide(program.side), on)
    uuids = dict(program.prescriptions.values_list("id", "uuid"))
    return due.nothing, [(str(uuids[one.item.id]), one.item.dose, one.sides) for one in due.items]


def by_the_query(program, on):
    today = due_today(program.patient, on)
    return today.nothing, [(item.due.item.id, item.due.item.dose, item.due.sides) for item in today.items]


def test_every_day_agrees_with_the_rules(program):
    hold_week(by=program.assigned_by, program=program.uuid, reason="Sore")
    some = program.prescriptions.filter(reps__isnull=False, first_week=1).first()
    change_dose(by=program.assigned_by, prescription=some.uuid, changes={"reps": 7}, reason="Less")
    program.refresh_from_db()
    days = [program.start_on + timedelta(days=n) for n in range(-2, 52)]
    assert [by_the_query(program, on) for on in days] == [by_the_rules(program, on) for on in days]


def test_a_day_costs_two_statements_with_one_program_or_two(program, django_assert_num_queries):
    with django_assert_num_queries(2):
        today_of_user(program.patient.user_id)
    factories.assigned_program(program.patient, by=program.assigned_by)
    with django_assert_num_queries(2):
        today_of_user(program.patient.user_id)


def test_two_programs_make_one_session_with_core_items_first(program):
    factories.assigned_program(program.patient, by=program.assigned_by)
    today = due_today(program.patient)
    cores = [item.due.item.is_core for item in today.items]
    assert len({item.program for item in today.items}) == 2
    assert cores == sorted(cores, reverse=True)
    assert build_script(today.due_day()).steps


def test_the_logs_of_the_day_come_with_their_items(program):
    on = program.start_on + timedelta(days=7)
    item = due_today(program.patient, on).items[0]
    prescription = program.prescriptions.get(uuid=item.due.item.id)
    factories.logged(program, on, prescription=prescription, side=item.due.sides[0], pain=3)
    again = due_today(program.patient, on)
    assert [log["pain"] for log in again.items[0].logs] == [3]
    assert again.left == sum(len(one.due.sides) for one in again.items) - 1


def test_a_log_from_before_a_change_of_dose_answers_for_its_place_in_the_plan(program):
    """The phone was offline while the physio changed the dose."""
    item = due_today(program.patient).items[0]
    before = program.prescriptions.get(uuid=item.due.item.id)
    by = program.assigned_by
    change_dose(by=by, prescription=before.uuid, changes={"sets": before.sets % 5 + 1}, reason="Test")
    factories.logged(program, due_today(program.patient).on, prescription=before, side=item.due.sides[0])
    again = next(one for one in due_today(program.patient).items if one.name == item.name)
    assert again.due.item.id != str(before.uuid)
    assert [log["side"] for log in again.logs] == [item.due.sides[0]]


def test_staff_have_no_day():
    assert today_of_user(factories.physio().pk) is None


def test_a_patient_without_program_hears_so():
    assert due_today(factories.PatientFactory.create()).nothing == "no_program"


def test_before_the_first_day_it_has_not_started(program):
    assert due_today(program.patient, program.start_on - timedelta(days=1)).nothing == "not_started"


def test_a_cancelled_program_is_gone(program):
    cancel_program(by=program.assigned_by, program=program.uuid, reason="Wrong template")
    assert due_today(program.patient).nothing == "no_program"


def test_a_rest_day_says_so_and_keeps_its_week(program):
    rest = program.start_on + timedelta(days=6)
    today = due_today(program.patient, rest)
    assert (today.nothing, today.program.place.week) == ("rest_day", 1)
