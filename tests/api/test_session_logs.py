"""/me/session-logs/: stored once, corrected with a trail, refused with the field named."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import SessionLog
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, assigned_program, logged

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/session-logs/"
TODAY = timezone.localdate


@pytest.fixture
def program():
    patient = PatientFactory.create(time_zone="UTC")
    return assigned_program(patient, start_on=TODAY() - timedelta(days=10))


@pytest.fixture
def client(signed_in, program):
    return signed_in(program.patient.user)


@pytest.fixture
def said(client):
    """A body that can be stored: the first thing the day asks for."""
    for days in range(8):
        on = (TODAY() - timedelta(days=days)).isoformat()
        if items := client.get("/api/v1/me/today/", {"on": on}).json()["items"]:
            item = items[0]
            return {"prescription": item["prescription"], "side": item["sides"][0], "on": on, "state": "done"}
    raise AssertionError("eight days without a session")


def put(client, body, uuid=None):
    return client.put(f"{URL}{uuid or uuid4()}/", body)


def test_a_new_log_is_201_and_reads_back_the_same(client, said):
    uuid = str(uuid4())

    answer = put(client, said | {"pain": 3, "effort": 6, "rir": 2, "sets_done": 3, "note": "fine"}, uuid)

    assert answer.status_code == 201
    body = answer.json()
    assert {name: body[name] for name in ("id", "pain", "effort", "rir", "sets_done", "note", *said)} == {
        "id": uuid, "pain": 3, "effort": 6, "rir": 2, "sets_done": 3, "note": "fine", **said,
    }  # fmt: skip
    assert (body["skip_reason"], body["corrected_at"], body["earlier"]) == (None, None, [])
    assert client.get(f"{URL}{uuid}/").json() == body


def test_the_same_again_is_200_and_changes_nothing(client, said):
    uuid = uuid4()
    first = put(client, said, uuid).json()

    again = put(client, said, uuid)

    assert (again.status_code, again.json()) == (200, first)


def test_a_correction_keeps_the_earlier_versions(client, said):
    uuid = uuid4()
    put(client, said | {"pain": 1}, uuid)
    put(client, said | {"pain": 4}, uuid)

    answer = put(client, said | {"state": "skipped", "skip_reason": "pain", "pain": 6}, uuid)

    body = answer.json()
    assert (answer.status_code, body["state"], body["pain"]) == (200, "skipped", 6)
    assert [(version["state"], version["pain"]) for version in body["earlier"]] == [("done", 1), ("done", 4)]
    assert body["corrected_at"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pain": 11}, "pain"),
        ({"pain": "a lot"}, "pain"),
        ({"effort": -1}, "effort"),
        ({"rir": 6}, "rir"),
        ({"side": "middle"}, "side"),
        ({"state": "perfect"}, "state"),
        ({"state": "skipped"}, "skip_reason"),
        ({"skip_reason": "pain"}, "skip_reason"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": "2000-01-01"}, "on"),
        ({"on": None}, "on"),
        ({"prescription": str(uuid4())}, "prescription"),
        ({"prescription": "one"}, "prescription"),
        ({"note": "x" * 501}, "note"),
        ({"note": "\x00"}, "note"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_not_stored(client, said, change, field):
    answer = put(client, said | change)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not SessionLog.objects.exists()


def test_somebody_elses_prescription_is_no_prescription(client, said):
    other = assigned_program(PatientFactory.create())

    answer = put(client, said | {"prescription": str(other.prescriptions.earliest("pk").uuid)})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["prescription"])


def test_somebody_elses_log_is_not_there_and_its_id_is_taken(client, said):
    other = assigned_program(PatientFactory.create())
    log = logged(other, other.start_on)

    assert client.get(f"{URL}{log.uuid}/").status_code == 404
    assert (put(client, said, log.uuid).status_code, put(client, said, log.uuid).json()["code"]) == (
        409,
        "id_taken",
    )


def test_a_second_log_for_the_same_exercise_side_and_day_names_the_first(client, said):
    first = put(client, said).json()["id"]

    answer = put(client, said)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_logged")
    assert answer.json()["fields"] == {"id": [first]}


def test_the_list_is_the_latest_first_and_only_ones_own(client, program):
    others = assigned_program(PatientFactory.create())
    logged(others, others.start_on)
    days = [TODAY() - timedelta(days=n) for n in (3, 1, 2)]
    for on in days:
        logged(program, on)

    listed = client.get(URL).json()

    assert [log["on"] for log in listed["results"]] == [on.isoformat() for on in sorted(days, reverse=True)]
    assert (listed["next"], listed["previous"]) == (None, None)


def test_the_list_keeps_to_the_days_asked_for(client, program):
    for n in range(5):
        logged(program, TODAY() - timedelta(days=n))
    asked = {
        "from": (TODAY() - timedelta(days=3)).isoformat(),
        "to": (TODAY() - timedelta(days=2)).isoformat(),
    }

    assert [log["on"] for log in client.get(URL, asked).json()["results"]] == [asked["to"], asked["from"]]


def test_pages_follow_each_other_without_a_gap(client, program):
    for n in range(5):
        logged(program, TODAY() - timedelta(days=n))
    seen, address = [], f"{URL}?page_size=2"
    while address:
        page = client.get(address).json()
        seen += [log["on"] for log in page["results"]]
        address = page["next"]

    assert seen == [(TODAY() - timedelta(days=n)).isoformat() for n in range(5)]


@pytest.mark.parametrize("query", ["from=soon", "to=32", "since=2026-01-01"])
def test_a_filter_that_makes_no_sense_is_refused_by_name(client, query):
    answer = client.get(f"{URL}?{query}")

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [query.split("=")[0]])


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "bz0x", "cD0yMDI2LTAxLTAx"])
def test_a_made_up_cursor_is_no_page(client, program, cursor):
    assert client.get(URL, {"cursor": cursor}).status_code in {200, 404}


def test_one_log_and_three_cost_the_same(client, program):
    assert_costs_the_same(lambda: client.get(URL), lambda n: logged(program, TODAY() - timedelta(days=n)))
