"""Pause, resume, hold, finish, cancel: each with who and why, and only from a state that allows it."""

from datetime import timedelta

import pytest

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.models import Preferences
from programs.queries.facts import clock_of
from programs.queries.today import due_today
from programs.rules.clock import locate
from programs.services import lifecycle
from programs.services.discharge import discharge
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return factories.physio()


@pytest.fixture
def program(by):
    patient = factories.PatientFactory.create(clinic=by.memberships.get().clinic)
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    return factories.assigned_program(patient, by=by, start_on=start_on)


def days_later(days):
    return clock.pretending(clock.now() + timedelta(days=days))


def test_a_paused_program_asks_for_nothing(by, program):
    lifecycle.pause_program(by=by, program=program.uuid, reason="Holiday")
    assert due_today(program.patient).nothing == "paused"


def test_after_a_pause_the_program_goes_on_where_it_stood(by, program):
    today = clock.today_in(program.patient.time_zone)
    stood = locate(clock_of(program), today)
    lifecycle.pause_program(by=by, program=program.uuid, reason="Holiday")
    with days_later(5):
        lifecycle.resume_program(by=by, program=program.uuid)
        program.refresh_from_db()
        goes_on = locate(clock_of(program), today + timedelta(days=5))
    assert (goes_on.number, goes_on.week) == (stood.number, stood.week)


@pytest.mark.parametrize("stop", ["pause_program", "finish_program", "cancel_program"])
def test_what_was_done_today_keeps_its_day(by, program, stop):
    today = clock.today_in(program.patient.time_zone)
    factories.logged(program, today)
    before = due_today(program.patient).items
    getattr(lifecycle, stop)(by=by, program=program.uuid, reason="Holiday")
    assert [item.name for item in due_today(program.patient).items] == [item.name for item in before]
    assert not due_today(program.patient, today + timedelta(days=1)).items


def test_a_pause_keeps_who_and_why(by, program):
    lifecycle.pause_program(by=by, program=program.uuid, reason="Holiday")
    lifecycle.resume_program(by=by, program=program.uuid)
    pause = program.pauses.get()
    assert (pause.reason, pause.paused_by, pause.resumed_by) == ("Holiday", by, by)


def test_a_held_week_is_lived_again_and_the_rest_moves_back(by, program):
    lifecycle.hold_week(by=by, program=program.uuid, reason="Not settled")
    assert list(program.weeks.values_list("position", "week")) == [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4)]


def test_a_double_click_holds_the_week_once(by, program):
    lifecycle.hold_week(by=by, program=program.uuid, reason="Not settled")
    with pytest.raises(Conflict):
        lifecycle.hold_week(by=by, program=program.uuid, reason="Not settled")
    assert list(program.weeks.values_list("week", flat=True)) == [1, 2, 2, 3, 4]


def test_a_held_week_can_be_held_again_while_it_is_repeated(by, program):
    lifecycle.hold_week(by=by, program=program.uuid, reason="Not settled")
    with days_later(7):
        lifecycle.hold_week(by=by, program=program.uuid, reason="Still not settled")
    assert list(program.weeks.values_list("week", flat=True)) == [1, 2, 2, 2, 3, 4]


def test_the_last_week_can_be_held(by, program):
    with days_later(18):
        lifecycle.hold_week(by=by, program=program.uuid, reason="Not settled")
    assert list(program.weeks.values_list("week", flat=True)) == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(("end", "status"), [("finish_program", "finished"), ("cancel_program", "cancelled")])
def test_an_ended_program_keeps_when_who_and_why(by, program, end, status):
    ended = getattr(lifecycle, end)(by=by, program=program.uuid, reason="Goals met")
    today = clock.today_in(program.patient.time_zone)
    assert (ended.status, ended.ended_on, ended.ended_by, ended.end_reason) == (
        status,
        today,
        by,
        "Goals met",
    )


def test_ending_a_paused_program_closes_the_pause(by, program):
    lifecycle.pause_program(by=by, program=program.uuid, reason="Holiday")
    lifecycle.cancel_program(by=by, program=program.uuid, reason="Moved away")
    assert program.pauses.get().to_on is not None


@pytest.mark.parametrize("again", ["pause_program", "hold_week", "finish_program", "cancel_program"])
def test_an_ended_program_stays_ended(by, program, again):
    lifecycle.finish_program(by=by, program=program.uuid, reason="Goals met")
    with pytest.raises(Conflict):
        getattr(lifecycle, again)(by=by, program=program.uuid, reason="Again")


def test_only_a_paused_program_is_resumed(by, program):
    with pytest.raises(Conflict):
        lifecycle.resume_program(by=by, program=program.uuid)


@pytest.mark.parametrize("change", ["pause_program", "hold_week", "finish_program", "cancel_program"])
def test_every_change_needs_a_reason(by, program, change):
    with pytest.raises(InvalidInput) as refused:
        getattr(lifecycle, change)(by=by, program=program.uuid, reason=" ")
    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("role", ["front_desk", "physiotherapist"])
def test_others_find_no_such_program(program, role):
    clinic = program.patient.clinic if role == "front_desk" else None
    with pytest.raises(NotFound):
        lifecycle.pause_program(by=factories.physio(clinic, role), program=program.uuid, reason="Why not")


def test_resuming_puts_the_patient_back_on_the_planners_list(by, program):
    lifecycle.pause_program(by=by, program=program.uuid, reason="Holiday")
    Preferences.objects.filter(patient=program.patient).update(next_reminder_at=None)
    lifecycle.resume_program(by=by, program=program.uuid)
    assert Preferences.objects.filter(patient=program.patient, next_reminder_at__gt=clock.now()).exists()


def test_the_last_week_goes_on_until_somebody_finishes_the_program(by, program):
    after = program.start_on + timedelta(days=28)
    assert due_today(program.patient, after).programs[0].place.week == 4
    lifecycle.finish_program(by=by, program=program.uuid, reason="Goals met")
    assert due_today(program.patient, after).nothing == "finished"


def test_an_episode_is_not_closed_while_its_program_runs(by, program):
    with pytest.raises(Conflict, match="still running"):
        discharge(by=by, episode=program.episode.uuid, reason="Better")
    lifecycle.finish_program(by=by, program=program.uuid, reason="Goals met")
    assert discharge(by=by, episode=program.episode.uuid, reason="Better").status == "closed"
