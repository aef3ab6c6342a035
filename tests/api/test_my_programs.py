"""/me/programs/ and /me/progress/: the plan week by week, and how it went so far."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.services.lifecycle import hold_week, pause_program
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, assigned_program, logged, physio

pytestmark = pytest.mark.django_db
PROGRAMS = "/api/v1/me/programs/"
PROGRESS = "/api/v1/me/progress/"
TODAY = timezone.localdate


@pytest.fixture
def patient():
    return PatientFactory.create(time_zone="UTC")


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


def test_the_list_names_the_programs(client, patient):
    program = assigned_program(patient)
    assigned_program(PatientFactory.create())

    assert client.get(PROGRAMS).json()["results"] == [
        {
            "id": str(program.uuid),
            "name": program.name,
            "side": "left",
            "start_on": TODAY().isoformat(),
            "status": "active",
            "ended_on": None,
        }
    ]


def test_a_program_is_told_week_by_week(client, patient):
    program = assigned_program(patient)

    told = client.get(f"{PROGRAMS}{program.uuid}/").json()

    assert [week["week"] for week in told["weeks"]] == [1, 2, 3, 4]
    assert [week["when"] for week in told["weeks"]] == ["current", "future", "future", "future"]
    assert told["weeks"][1]["dates"] == [(TODAY() + timedelta(days=n)).isoformat() for n in range(7, 14)]
    assert {week["stage"] for week in told["weeks"]} == {stage["slug"] for stage in told["stages"]}


def test_each_week_has_its_own_doses(client, patient):
    program = assigned_program(patient)

    told = client.get(f"{PROGRAMS}{program.uuid}/").json()

    for week in told["weeks"]:
        rows = program.prescriptions.filter(first_week__lte=week["week"], last_week__gte=week["week"])
        assert {row["id"] for row in week["prescriptions"]} == {str(row.uuid) for row in rows}
    planned = told["weeks"][0]["prescriptions"][0]
    row = program.prescriptions.select_related("exercise").get(uuid=planned["id"])
    assert (planned["exercise"]["name"], planned["dose"]["sets"]) == (row.exercise.name, row.sets)


def test_a_held_week_comes_twice(client, patient):
    program = assigned_program(patient)
    hold_week(by=physio(patient.clinic), program=program.uuid, reason="sore")

    told = client.get(f"{PROGRAMS}{program.uuid}/").json()

    assert [week["week"] for week in told["weeks"]] == [1, 1, 2, 3, 4]


def test_a_pause_hides_the_dates_to_come(client, patient):
    program = assigned_program(patient)
    pause_program(by=physio(patient.clinic), program=program.uuid, reason="flu")

    assert client.get(f"{PROGRAMS}{program.uuid}/").json()["weeks"][1]["dates"] == []


def test_somebody_elses_program_is_not_there(client):
    other = assigned_program(PatientFactory.create())

    assert client.get(f"{PROGRAMS}{other.uuid}/").status_code == 404


def test_a_week_with_many_exercises_costs_what_one_with_few_does(
    client, patient, django_assert_max_num_queries
):
    program = assigned_program(patient, template="rk-6w-gradual")

    with django_assert_max_num_queries(10):
        client.get(f"{PROGRAMS}{program.uuid}/")


def test_progress_takes_the_worst_pain_and_effort_of_each_day(client, patient):
    program = assigned_program(patient, start_on=TODAY() - timedelta(days=1))
    first, second = program.prescriptions.all()[:2]
    logged(program, TODAY(), prescription=first, pain=2, effort=7)
    logged(program, TODAY(), prescription=second, pain=5, effort=3)

    days = client.get(PROGRESS).json()["programs"][0]["days"]

    assert [(day["on"], day["pain"], day["effort"]) for day in days] == [
        ((TODAY() - timedelta(days=1)).isoformat(), None, None),
        (TODAY().isoformat(), 5, 7),
    ]


def test_progress_counts_what_was_due_and_not_logged(client, patient):
    assigned_program(patient, start_on=TODAY() - timedelta(days=8))

    progress = client.get(PROGRESS).json()["programs"][0]

    assert progress["adherence"]["percent"] == 0
    assert progress["adherence"]["not_logged"] > 0
    assert {day["state"] for day in progress["days"]} <= {"not_logged", "not_due"}
    assert [week["percent"] for week in progress["weeks"]] == [0, 0]
    assert (progress["week"], progress["of_weeks"]) == (2, 4)


def test_progress_without_a_due_day_has_no_percent(client, patient):
    assigned_program(patient, start_on=TODAY() + timedelta(days=3))

    progress = client.get(PROGRESS).json()["programs"][0]

    assert (progress["adherence"]["percent"], progress["days"], progress["weeks"]) == (None, [], [])


def test_one_program_and_three_cost_the_same(client, patient):
    by = physio(patient.clinic)
    assert_costs_the_same(
        lambda: client.get(PROGRESS), lambda n: logged(assigned_program(patient, by=by), TODAY(), pain=n)
    )
