"""Runs, the question a day after, and whether to run today, as other programs see them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from common import clock
from programs.models import FollowUp, RunLog
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, ProxyFactory, assigned_program
from tests.gate import checked_in
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/me/"


@pytest.fixture
def patient():
    return PatientFactory.create(time_zone="UTC")


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def program(patient, today):
    return assigned_program(patient, start_on=today - timedelta(days=5))


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


@pytest.fixture
def body(program, today):
    return {"on": today.isoformat(), "distance_km": 5.2, "minutes": 31.5, "pain_peak": 2, "trend": "same"}


def asked_after(program, days):
    run = RunLogFactory.create(
        episode=program.episode, on=clock.today_in(program.patient.time_zone) - timedelta(days=days)
    )
    return FollowUpFactory.create(run=run, loaded_at=clock.now() - timedelta(days=days))


def test_a_run_is_stored_and_read_back(client, program, body):
    uuid = uuid4()
    made = client.put(f"{API}runs/{uuid}/", body)
    said = client.get(f"{API}runs/{uuid}/").json()
    assert (made.status_code, made.json()) == (201, said)
    assert said["id"] == str(uuid)
    assert (said["distance_km"], said["minutes"], said["pain_peak"], said["trend"]) == (5.2, 31.5, 2, "same")
    assert (said["pain_start"], said["stride_changed"], said["surface"], said["earlier"]) == (
        None,
        None,
        None,
        [],
    )
    assert said["follow_up"] == str(FollowUp.objects.get().uuid)


def test_the_same_again_is_200_and_a_change_keeps_the_first(client, body):
    uuid = uuid4()
    client.put(f"{API}runs/{uuid}/", body)
    assert client.put(f"{API}runs/{uuid}/", body).json()["corrected_at"] is None
    changed = client.put(f"{API}runs/{uuid}/", body | {"pain_peak": 4})
    assert (changed.status_code, changed.json()["pain_peak"]) == (200, 4)
    assert [run["pain_peak"] for run in changed.json()["earlier"]] == [2]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pain_peak": 11}, "pain_peak"),
        ({"minutes": 0}, "minutes"),
        ({"distance_km": 0}, "distance_km"),
        ({"distance_km": 201}, "distance_km"),
        ({"distance_km": None}, "distance_km"),
        ({"trend": "up"}, "trend"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": "2020-01-01"}, "on"),
        ({"episode": str(uuid4())}, "episode"),
    ],
)
def test_what_cannot_be_is_400_with_its_field(client, body, change, field):
    answer = client.put(f"{API}runs/{uuid4()}/", body | change)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_runs_are_listed_the_latest_first_and_by_days(client, program, today):
    for ago in (1, 3, 2):
        asked_after(program, ago)
    days = [run["on"] for run in client.get(f"{API}runs/").json()["results"]]
    assert days == sorted(days, reverse=True)
    since = {"from": (today - timedelta(days=2)).isoformat()}
    assert len(client.get(f"{API}runs/", since).json()["results"]) == 2


def test_the_lists_cost_the_same_however_long(client, program):
    assert_costs_the_same(lambda: client.get(f"{API}runs/"), lambda n: asked_after(program, n + 1))
    assert_costs_the_same(lambda: client.get(f"{API}follow-ups/"), lambda n: asked_after(program, n + 2))


def test_a_carer_logs_for_the_patient(signed_in, patient, program, body):
    carer = signed_in(ProxyFactory.create(patient=patient, scope="act").user)
    assert carer.put(f"{API}runs/{uuid4()}/?patient={patient.uuid}", body).status_code == 201
    assert RunLog.objects.get().patient == patient


def test_what_is_asked_now_is_answered_with_one_word(client, program):
    asked = asked_after(program, 1)
    [said] = client.get(f"{API}follow-ups/").json()["results"]
    assert (said["id"], said["run"], said["program"]) == (str(asked.uuid), str(asked.run.uuid), None)
    assert said["answers"] == [
        "within_1h", "same_evening", "next_morning", "within_24h", "within_48h", "not_yet",
    ]  # fmt: skip
    done = client.put(f"{API}follow-ups/{asked.uuid}/", {"settled": "next_morning"})
    assert (done.status_code, done.json()["settled"]) == (200, "next_morning")
    assert client.get(f"{API}follow-ups/").json()["results"] == []


@pytest.mark.parametrize("settled", ["longer", "never", None])
def test_an_answer_that_cannot_be_is_400(client, program, settled):
    asked = asked_after(program, 1)
    answer = client.put(f"{API}follow-ups/{asked.uuid}/", {"settled": settled})
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["settled"])


def test_whether_to_run_says_what_is_not_known(client, program):
    run = asked_after(program, 3).run
    said = client.get(f"{API}run-permission/").json()
    assert (said["word"], said["colour"], said["instead"]["code"]) == ("unknown", "unknown", "answer_check")
    assert [each["state"] for each in said["conditions"]] == ["unknown", "unknown", "unknown", "not_met"]
    assert [each["code"] for each in said["unanswered"]] == ["swelling", "giving_way", "limp"]
    assert (said["vetoes"], said["next_run_on"], said["last_run"]) == ([], None, str(run.uuid))


def test_a_veto_is_a_code_and_a_sentence(client, program):
    checked_in(program.episode, swelling="mild", giving_way=False, limp=False)
    said = client.get(f"{API}run-permission/").json()
    assert (said["word"], said["colour"]) == ("stop", "red")
    assert [veto["code"] for veto in said["vetoes"]] == ["running_paused", "swelling"]
    assert said["vetoes"][1]["sentence"] == "Your knee is swollen today."


def test_without_a_program_and_a_run_the_answer_is_that_nobody_knows(client):
    said = client.get(f"{API}run-permission/").json()
    assert (said["word"], said["sentence"]) == ("unknown", "No run of yours is written down yet.")
    assert said["instead"]["code"] == "ask_physio"
