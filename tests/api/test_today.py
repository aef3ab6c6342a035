"""GET /me/today/: the day as a script, in two statements."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common import clock
from programs.services.lifecycle import pause_program
from tests.factories import PatientFactory, assigned_program, logged, physio

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/today/"
TODAY = timezone.localdate


@pytest.fixture
def patient():
    return PatientFactory.create(time_zone="UTC")


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


def test_the_day_of_a_running_program(client, patient):
    program = assigned_program(patient)

    day = client.get(URL).json()

    assert day["date"] == TODAY().isoformat()
    assert day["time_zone"] == "UTC"
    assert day["reason"] is None
    assert day["next_on"] is None
    assert day["program"]["id"] == str(program.uuid)
    assert (day["program"]["week"], day["program"]["weeks"]) == (1, 4)
    assert day["programs"] == [day["program"]]
    assert day["minutes"] >= day["core_minutes"] > 0


def test_an_item_says_what_the_patient_reads(client, patient):
    program = assigned_program(patient)
    prescription = program.prescriptions.select_related("exercise").get(
        uuid=(item := client.get(URL).json()["items"][0])["prescription"]
    )
    exercise = prescription.exercise

    assert item == {
        "prescription": str(prescription.uuid),
        "program": str(program.uuid),
        "exercise": str(exercise.uuid),
        "slug": exercise.slug,
        "name": exercise.name,
        "purpose": exercise.purpose,
        "instructions": exercise.instructions,
        "errors": exercise.errors,
        "cautions": exercise.cautions,
        "avoid_if": exercise.avoid_if,
        "focus": exercise.focus,
        "equipment": exercise.equipment,
        "is_core": prescription.is_core,
        "sides": item["sides"],
        "dose": item["dose"],
        "minutes": item["minutes"],
        "logs": [],
    }


def test_the_script_asks_for_one_log_for_each_prescription_and_side(client, patient):
    assigned_program(patient)

    day = client.get(URL).json()

    asked = [(step["prescription"], step["side"]) for step in day["steps"] if step["kind"] == "log"]
    assert asked == [(item["prescription"], side) for item in day["items"] for side in item["sides"]]


def test_what_is_logged_is_shown_and_stays_in_the_script(client, patient):
    program = assigned_program(patient)
    before = client.get(URL).json()
    prescription = program.prescriptions.get(uuid=before["items"][0]["prescription"])
    log = logged(program, TODAY(), prescription=prescription, side=before["items"][0]["sides"][0], pain=2)

    after = client.get(URL).json()

    assert [(entry["id"], entry["pain"]) for entry in after["items"][0]["logs"]] == [(str(log.uuid), 2)]
    assert after["steps"] == before["steps"]


def test_another_day_can_be_asked_for(client, patient):
    assigned_program(patient)

    day = client.get(URL, {"on": (TODAY() + timedelta(days=7)).isoformat()}).json()

    # Nobody has decided yet that the next week may come.
    assert (day["date"], day["program"]["week"]) == ((TODAY() + timedelta(days=7)).isoformat(), 1)


def test_a_rest_day_names_the_next_session(client, patient):
    assigned_program(patient)
    days = (client.get(URL, {"on": (TODAY() + timedelta(days=n)).isoformat()}).json() for n in range(14))
    resting = [day for day in days if day["reason"] == "rest_day"]

    for day in resting:
        coming = client.get(URL, {"on": day["next_on"]}).json()
        assert coming["items"]
        assert day["next_on"] > day["date"]
    assert resting


def test_before_the_start_it_says_when(client, patient):
    start = TODAY() + timedelta(days=3)
    assigned_program(patient, start_on=start)

    day = client.get(URL).json()

    assert (day["reason"], day["starts_on"], day["next_on"]) == (
        "not_started",
        start.isoformat(),
        start.isoformat(),
    )


def test_a_paused_program_promises_no_day(client, patient):
    program = assigned_program(patient)
    pause_program(by=physio(patient.clinic), program=program.uuid, reason="flu")

    day = client.get(URL).json()

    assert (day["reason"], day["next_on"], day["program"]["status"]) == ("paused", None, "paused")


def test_without_a_program_there_is_nothing(client, patient):
    day = client.get(URL).json()

    assert (day["reason"], day["program"], day["items"], day["steps"]) == ("no_program", None, [], [])


@pytest.mark.parametrize(
    "on", ["yesterday", "2026-13-01", "", "9999-12-31", "0001-01-01", "20260101T00", "2026-W01-1\x00"]
)
def test_a_day_that_makes_no_sense_is_refused_by_name(client, patient, on):
    answer = client.get(URL, {"on": on})

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["on"]


def test_staff_have_no_day(signed_in):
    answer = signed_in(physio()).get(URL)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_day_costs_two_statements_beyond_signing_in(client, patient):
    assigned_program(patient)
    assigned_program(patient, template="rk-6w-gradual")
    client.get(URL)

    with CaptureQueriesContext(connection) as asked:
        client.get(URL)

    of_signing_in = [
        query for query in asked if query["sql"].startswith(('SELECT "django_s', 'SELECT "accounts_u'))
    ]
    assert (len(of_signing_in), len(asked)) == (2, 4)


def test_a_day_is_asked_in_the_patients_own_zone(signed_in):
    patient = PatientFactory.create(time_zone="Pacific/Kiritimati")
    day = signed_in(patient.user).get(URL).json()

    assert date.fromisoformat(day["date"]) == clock.today_in("Pacific/Kiritimati")
