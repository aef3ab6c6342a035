"""Today says what there is to do, or why there is nothing, and shows what is done."""

from datetime import timedelta

import pytest

from common import clock
from programs.queries.today import due_today
from programs.services.lifecycle import cancel_program, finish_program, pause_program
from tests.factories import assigned_program, physio
from tests.portal.pages import log_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


def days_ago(patient, days):
    return clock.today_in(patient.time_zone) - timedelta(days=days)


def test_without_a_program_it_says_so(page):
    assert "No program yet" in page.get("/").content.decode()


def test_a_session_shows_name_reason_minutes_and_start(page, patient):
    assigned_program(patient)
    shown = page.get("/")
    context = shown.context["page"]
    assert (context.stage, context.state) == ("Calm and activate", "due")
    assert context.goal in shown.content.decode()
    assert 0 < context.core_minutes < context.minutes
    assert 'href="/session/"' in shown.content.decode()


def test_core_exercises_come_apart_from_the_extra_ones(page, patient):
    assigned_program(patient)
    context = page.get("/").context["page"]
    assert [row.item.due.item.is_core for row in context.core] == [True] * 4
    assert [row.item.due.item.is_core for row in context.extra] == [False] * len(context.extra)
    assert context.extra


def test_a_rest_day_says_so_and_names_the_next_session(page, patient):
    assigned_program(patient, start_on=days_ago(patient, 6))
    text = page.get("/").content.decode()
    assert "Rest day" in text
    assert "Next session: tomorrow" in text
    assert "button--start" not in text


def test_a_program_to_come_names_its_first_day(page, patient, clinician):
    assigned_program(patient, by=clinician, start_on=clock.today_in(patient.time_zone) + timedelta(days=1))
    assert "It starts tomorrow" in page.get("/").content.decode()


def test_a_paused_program_says_that_nothing_is_lost(page, patient, clinician):
    program = assigned_program(patient, by=clinician)
    pause_program(by=clinician, program=program.uuid, reason="Holiday")
    assert "Your program is paused" in page.get("/").content.decode()


def test_a_finished_program_points_to_how_it_went(page, patient, clinician):
    program = assigned_program(patient, by=clinician)
    finish_program(by=clinician, program=program.uuid, reason="Goals reached")
    text = page.get("/").content.decode()
    assert "Your program is finished" in text
    assert "See how it went" in text


def test_a_cancelled_program_is_no_program(page, patient, clinician):
    program = assigned_program(patient, by=clinician)
    cancel_program(by=clinician, program=program.uuid, reason="Moved away")
    assert "No program yet" in page.get("/").content.decode()


def test_a_session_begun_can_be_continued(page, patient):
    assigned_program(patient)
    assert page.get("/").context["page"].state == "due"
    log_today(patient, core=False)
    shown = page.get("/")
    assert shown.context["page"].state == "begun"
    assert "Continue" in shown.content.decode()


def test_done_core_makes_the_extra_an_offer(page, patient):
    assigned_program(patient)
    log_today(patient, core=True)
    text = page.get("/").content.decode()
    assert "The main part is done" in text
    assert "It is fine to leave them" in text


def test_done_looks_done_and_names_the_next_session(page, patient):
    assigned_program(patient)
    log_today(patient, pain=2)
    text = page.get("/").content.decode()
    assert "Done for today" in text
    assert "Next session: tomorrow" in text
    assert "done, pain 2" in text


def test_a_skipped_exercise_shows_its_reason(page, patient):
    assigned_program(patient)
    log_today(patient, state="skipped", skip_reason="no_time")
    rows = page.get("/").context["page"].core
    assert {row.state_text for row in rows} == {"skipped: no time"}


def test_two_programs_make_one_session(page, patient, clinician):
    assigned_program(patient, by=clinician)
    assigned_program(patient, by=clinician, template="rk-6w-gradual")
    context = page.get("/").context["page"]
    assert len(context.standings) == 2
    programs = {row.item.program for row in (*context.core, *context.extra)}
    assert programs == {program.uuid for program in due_today(patient).programs}
