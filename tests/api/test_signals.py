"""Signals over the API: ranked, narrowed down, and acted on."""

from datetime import timedelta

import pytest

from common import clock
from patients.models import Signal, SignalKind
from tests import factories as f
from tests.api.queries import assert_costs_the_same
from tests.loop_factories import SignalFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/signals/"


@pytest.fixture
def patient():
    return f.PatientFactory.create()


@pytest.fixture
def by(patient):
    return f.physio(patient.clinic)


@pytest.fixture
def client(signed_in, by):
    return signed_in(by)


@pytest.fixture
def silent(patient):
    return SignalFactory.create(patient=patient, evidence={"days": 6, "logged_on": None, "about": "x"})


def kinds(client, **asked):
    return [row["kind"] for row in client.get(API, asked).json()["results"]]


def test_a_signal_says_its_reason_in_a_sentence_and_in_numbers(client, patient, silent):
    (row,) = client.get(API).json()["results"]

    assert row["reason"] == "No daily check for 6 days, nothing logged"
    assert row["evidence"] == {"days": 6, "logged_on": None}
    assert (row["patient"], row["state"], row["is_overdue"]) == (str(patient.uuid), "open", False)


def test_they_come_ranked(client, patient, silent):
    for kind in (SignalKind.QUESTION, SignalKind.RED_FLAG):
        SignalFactory.create(patient=patient, kind=kind)

    assert kinds(client) == ["red_flag", "silent", "question"]


def test_they_are_narrowed_down(client, by, patient, silent):
    other = SignalFactory.create(
        patient=f.PatientFactory.create(clinic=patient.clinic), kind=SignalKind.PAIN_RISING, assigned_to=by
    )

    assert kinds(client, kind="silent") == ["silent"]
    assert kinds(client, patient=str(other.patient.uuid)) == ["pain_rising"]
    assert kinds(client, assigned_to="me") == ["pain_rising"]
    assert kinds(client, assigned_to="nobody") == ["silent"]
    assert kinds(client, state="settled") == []
    assert client.get(API, {"colour": "red"}).status_code == 400


def test_acknowledged_it_says_by_whom(client, by, silent):
    row = client.post(f"{API}{silent.uuid}/acknowledge/").json()

    assert (row["state"], row["acted_by"]["id"]) == ("acknowledged", str(by.uuid))


def test_snoozed_it_says_until_when_and_why(client, silent):
    until = clock.now() + timedelta(days=2)
    row = client.post(f"{API}{silent.uuid}/snooze/", {"until": until, "reason": "Travels"}).json()

    assert (row["state"], row["note"]) == ("snoozed", "Travels")
    assert kinds(client, state="snoozed") == ["silent"]


def test_snoozing_into_the_past_names_the_field(client, silent):
    answer = client.post(f"{API}{silent.uuid}/snooze/", {"until": "2020-01-01T00:00Z", "reason": "x"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["until"])


def test_a_warning_sign_is_not_snoozed(client, patient):
    row = SignalFactory.create(patient=patient, kind=SignalKind.RED_FLAG)
    said = {"until": clock.now() + timedelta(days=1), "reason": "Later"}
    answer = client.post(f"{API}{row.uuid}/snooze/", said)

    assert (answer.status_code, answer.json()["code"]) == (409, "red_flag")


def test_assigned_and_given_back(client, by, silent):
    assert client.post(f"{API}{silent.uuid}/assign/", {"to": str(by.uuid)}).json()["assigned_to"]["name"]
    assert client.post(f"{API}{silent.uuid}/assign/", {"to": None}).json()["assigned_to"] is None


def test_settled_it_is_off_the_list_and_settled_twice_refused(client, silent):
    address = f"{API}{silent.uuid}/settle/"
    assert client.post(address, {"reason": "Telephoned"}).json()["state"] == "settled"
    assert client.post(address, {"reason": "Telephoned"}).json()["code"] == "settled"
    assert kinds(client) == []


def test_a_threshold_is_set_and_read(client, patient):
    address = f"/api/v1/patients/{patient.uuid}/thresholds/"
    client.post(address, {"kind": "silent", "value": 9, "reason": "Works abroad"})
    (row,) = client.get(address).json()["results"]

    assert (row["kind"], row["value"], row["reason"]) == ("silent", 9, "Works abroad")


def test_an_episode_is_opened_again(client, patient, by):
    episode = f.EpisodeFactory.create(
        patient=patient, status="closed", closed_at=clock.now(), closed_by=by, close_reason="Well"
    )
    answer = client.post(f"/api/v1/episodes/{episode.uuid}/reopen/", {"reason": "It came back"})
    assert (answer.status_code, answer.json()["status"]) == (200, "open")

    again = client.post(f"/api/v1/episodes/{episode.uuid}/reopen/", {"reason": "It came back"})
    assert (again.status_code, again.json()["code"]) == (409, "open")


def test_quality_hides_small_groups(client, patient):
    f.logged(f.assigned_program(patient), clock.today_in(patient.time_zone))
    (row,) = client.get("/api/v1/quality/").json()["exercises"]

    assert (row["people"], row["logged"]) == (None, None)


def test_a_list_costs_the_same_whatever_its_length(client, patient, silent):
    def add(_number: int) -> None:
        SignalFactory.create(patient=f.PatientFactory.create(clinic=patient.clinic))

    assert_costs_the_same(lambda: client.get(API), add)


def test_the_patient_of_a_signal_is_named_by_id_only(client, patient, silent):
    assert patient.name not in client.get(API).content.decode()
    assert Signal.objects.count() == 1
