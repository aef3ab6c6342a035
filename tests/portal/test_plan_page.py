"""The plan as a path of weeks."""

from datetime import timedelta

import pytest

from common import clock
from programs.services.lifecycle import hold_week, pause_program
from tests.factories import assigned_program, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


def weeks(page):
    [plan] = page.get("/plan/").context["plans"]
    return plan.weeks


def begun(patient, clinician, days):
    start_on = clock.today_in(patient.time_zone) - timedelta(days=days)
    return assigned_program(patient, by=clinician, start_on=start_on)


def test_says_where_the_patient_is(page, patient, clinician):
    begun(patient, clinician, 8)
    assert [(week.number, week.when) for week in weeks(page)] == [
        (1, "past"),
        (2, "current"),
        (3, "future"),
        (4, "future"),
    ]


def test_a_stage_tells_its_goal_where_it_begins(page, patient, clinician):
    begun(patient, clinician, 0)
    assert [bool(week.goal) for week in weeks(page)] == [True, True, False, True]


def test_each_week_shows_its_own_dose(page, patient, clinician):
    begun(patient, clinician, 0)
    doses = [
        row.dose_text for week in weeks(page) for row in week.rows if row.name == "Side plank from the knees"
    ]
    assert doses[1:3] == ["2 sets of 25 seconds, each side", "2 sets of 30 seconds, each side"]


def test_days_are_named_by_the_calendar(page, patient, clinician):
    begun(patient, clinician, 0)
    first = clock.today_in(patient.time_zone)
    expected = ", ".join((first + timedelta(days=n)).strftime("%a") for n in (0, 2, 4))
    assert weeks(page)[0].rows[0].days_text == expected


def test_a_repeated_week_stands_twice_and_says_so(page, patient, clinician):
    program = begun(patient, clinician, 8)
    hold_week(by=clinician, program=program.uuid, reason="Pain was up")
    assert [(week.number, week.is_again) for week in weeks(page)] == [
        (1, False),
        (2, False),
        (2, True),
        (3, False),
        (4, False),
    ]


def test_while_paused_later_weeks_have_no_dates(page, patient, clinician):
    program = begun(patient, clinician, 8)
    pause_program(by=clinician, program=program.uuid, reason="Holiday")
    paused = weeks(page)
    assert [bool(week.dates) for week in paused] == [True, True, False, False]
    assert paused[2].rows[0].days_text == "3 days a week"


def test_without_a_program_it_says_what_will_be_here(page):
    assert "No program yet" in page.get("/plan/").content.decode()
