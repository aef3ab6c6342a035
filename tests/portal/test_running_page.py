"""The running page: level, week, goal and common mistakes, as the patient reads them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from common import clock
from programs.models import RunPhase
from tests.factories import ProxyFactory, UserFactory, assigned_program, physio
from tests.loop_factories import SignalFactory, decided, run_plan
from tests.run_factories import RunLogFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def program(patient, today):
    return assigned_program(patient, by=physio(patient.clinic), start_on=today - timedelta(days=21))


def ran(program, on, km, **fields):
    return RunLogFactory.create(episode=program.episode, on=on, distance_km=Decimal(str(km)), **fields)


def building(program, today, **fields):
    """Distance is built since two weeks; last week ten kilometres in two runs, this week two."""
    ran(program, today - timedelta(days=5), 5)
    ran(program, today - timedelta(days=3), 5)
    ran(program, today, 2)
    start = today - timedelta(days=14)
    return run_plan(program, phase=RunPhase.MILEAGE, level=10, build_started_on=start, **fields)


def text(page) -> str:
    return page.get("/running/").content.decode()


def test_without_a_program_there_is_nothing_to_run_yet(page):
    assert "No runs to log yet" in text(page)


def test_before_a_clinician_lets_the_patient_begin_it_says_so(page, program):
    assert "Running comes later" in text(page)


def test_the_level_at_hand_is_words_and_a_picture(page, program):
    run_plan(program, level=3, passes=1)
    shown = text(page)
    assert "Level 3 of 10" in shown
    assert 'aria-label="6 times: jog 2 min, walk 1 min"' in shown
    assert "1 of 2 good runs at this level" in shown
    assert "Walk briskly for 5 minutes before" in shown


def test_a_step_up_that_waits_is_told(page, program):
    run_plan(program, passes=2)
    decided(program, scope="run_step", key="run:1", verdict="LEVEL_UP")
    assert "Your physio looks at it. Until then this level goes on." in text(page)


def test_the_weeks_distance_is_told_with_the_longest_run(page, program, today):
    building(program, today)
    shown = text(page)
    assert "9 km left this week, longest run 5.5 km" in shown
    assert "2 km of 11 km run" in shown
    assert "Now your runs may get a little longer." in shown


def test_a_goal_that_does_not_fit_is_told_honestly(page, program, today):
    building(
        program, today, goal_event="City run", goal_on=today + timedelta(days=14), goal_km=Decimal("21.1")
    )
    shown = text(page)
    assert "City run" in shown
    assert "Under the safe increase you would reach" in shown
    assert "21.1 km fits from" in shown


def test_a_common_mistake_leads_to_what_is_taught_about_it(page, program):
    shown = text(page)
    assert "You have rested for two weeks." in shown
    assert 'href="/learn/hurt-and-harm/"' in shown


def test_the_card_on_today_says_where_the_patient_stands(page, program, today):
    run_plan(program, level=3)
    shown = page.get("/").content.decode()
    assert "Level 3: 6 times: jog 2 min, walk 1 min" in shown
    assert 'href="/running/"' in shown


def test_the_card_on_today_says_what_is_left_of_the_week(page, program, today):
    building(program, today)
    assert "9 km left this week, longest run 5.5 km" in page.get("/").content.decode()


def test_the_card_on_today_tells_a_mistake_that_was_seen(page, patient, program):
    assert "You have rested" not in page.get("/").content.decode()
    SignalFactory.create(patient=patient, kind="mistake", evidence={"mistake": "only_rest", "days": 14})
    shown = page.get("/").content.decode()
    assert "You have rested for two weeks." in shown
    assert 'href="/learn/hurt-and-harm/"' in shown


def test_a_carer_who_may_only_look_reads_it_and_logs_nothing(patient, program, signed_in):
    run_plan(program, level=3)
    looks = ProxyFactory.create(patient=patient, user=UserFactory.create(), scope="view").user
    shown = signed_in(looks).get("/running/").content.decode()
    assert "Level 3 of 10" in shown
    assert 'href="/run/"' not in shown
