"""The running plan as other programs see it: begin, where it stands, each step; and what is refused."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from common import clock
from tests.factories import PatientFactory, assigned_program, physio
from tests.loop_factories import run_plan
from tests.run_factories import RunLogFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return assigned_program(start_on=clock.now().date() - timedelta(days=21))


@pytest.fixture
def client(signed_in, program):
    return signed_in(program.patient.user)


@pytest.fixture
def staff(signed_in, program):
    return signed_in(program.assigned_by)


def address(program, step=""):
    return f"/api/v1/programs/{program.uuid}/run-plan/{step}"


def post(client, program, step="", **body):
    return client.post(address(program, step), body, content_type="application/json")


def test_before_it_begins_the_patient_reads_that_nothing_is_open(client, program):
    found = client.get("/api/v1/me/running/").json()
    assert (found["phase"], found["level"], found["id"], found["week_cap_km"]) == (None, None, None, None)
    assert (found["top_level"], found["pain_model"]) == (10, "24_hours")


def test_the_level_comes_with_its_intervals(client, program):
    run_plan(program, level=3, passes=1)
    found = client.get("/api/v1/me/running/").json()
    assert found["level"] == {
        "level": 3, "repeats": 6, "jog_min": 2, "walk_min": 1, "text": "6 times: jog 2 min, walk 1 min",
    }  # fmt: skip
    assert (found["phase"], found["passes"], found["passes_required"]) == ("walk_jog", 1, 2)


def test_the_weeks_budget_comes_in_kilometres(client, program):
    today = clock.today_in(program.patient.time_zone)
    for days, km in ((5, 5), (3, 5), (0, 2)):
        RunLogFactory.create(
            episode=program.episode, on=today - timedelta(days=days), distance_km=Decimal(km)
        )
    run_plan(
        program,
        phase="mileage",
        level=10,
        build_started_on=today - timedelta(days=14),
        goal_on=today + timedelta(days=365),
        goal_km=Decimal(10),
    )
    found = client.get("/api/v1/me/running/").json()
    names = ("week_cap_km", "session_cap_km", "done_km", "left_km", "is_cutback", "change")
    assert [found[name] for name in names] == [11, 5.5, 2, 9, False, "duration"]
    assert (found["goal"]["fits"], found["goal"]["text"]) == (
        True,
        "10 km by then is within the safe increase.",
    )


def test_without_a_program_there_is_none(signed_in):
    assert signed_in(PatientFactory.create().user).get("/api/v1/me/running/").status_code == 404


def test_beginning_names_what_is_missing(staff, program):
    refused = post(staff, program, phase="walk_jog")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")
    assert "Thirty-minute brisk walk" in refused.json()["message"]


def test_with_a_reason_the_patient_begins_once(staff, program):
    uuid = str(uuid4())
    goal = {"event": "City run", "on": "2030-05-01", "km": 10}
    first = post(staff, program, id=uuid, phase="walk_jog", reason="knows her knee", goal=goal)
    again = post(staff, program, id=uuid, phase="walk_jog", reason="knows her knee")
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["id"], again.json()["goal"]["event"]) == (uuid, "City run")


def test_each_step_answers_with_the_plan(staff, program):
    run_plan(program, level=3)
    assert post(staff, program, "pause/", reason="swollen").json()["pause_reason"] == "swollen"
    assert post(staff, program, "resume/", reason="looked at it").json()["is_paused"] is False
    assert post(staff, program, "level/", level=2, reason="easier").json()["level"]["level"] == 2
    assert post(staff, program, "pain-model/", model="60_minutes").json()["pain_model"] == "60_minutes"
    assert post(staff, program, "change/", change="days").json()["code"] == "not_building"
    told = post(staff, program, "goal/", goal={"on": "2030-05-01", "km": 10}).json()
    assert (told["goal"]["km"], told["goal"]["fits"]) == (10, None)


def test_another_clinics_program_is_none(signed_in, program):
    elsewhere = signed_in(physio())
    assert elsewhere.get(address(program)).status_code == 404
    assert post(elsewhere, program, "pause/", reason="x").status_code == 404
