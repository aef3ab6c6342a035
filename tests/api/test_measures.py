"""Measures, their answers and single numbers over the API, for patients, staff and other programs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from patients.models import Measurement
from tests.api.queries import assert_costs_the_same
from tests.factories import EpisodeFactory, physio
from tests.measure_factories import answered, begun, bundled_measures, imported_measure, measured
from tests.patients.measures import file_of, questionnaire

pytestmark = pytest.mark.django_db

ACTIVITIES = {"activities": [{"name": name, "score": 3} for name in ("Stairs", "Running", "Squats")]}


@pytest.fixture
def episode():
    episode = EpisodeFactory.create()
    return begun(episode, clock.today_in(episode.patient.time_zone) - timedelta(21))


@pytest.fixture
def today(episode):
    return clock.today_in(episode.patient.time_zone)


@pytest.fixture
def mine(signed_in, episode):
    return signed_in(episode.patient.user)


@pytest.fixture
def clinician(episode):
    return physio(episode.patient.clinic)


@pytest.fixture
def staff(signed_in, clinician):
    return signed_in(clinician)


@pytest.fixture
def owner(signed_in, episode):
    return signed_in(physio(episode.patient.clinic, Role.OWNER))


def body(episode, version, answers, on) -> dict[str, object]:
    return {
        "episode": str(episode.uuid),
        "measure": str(version.uuid),
        "on": on.isoformat(),
        "answers": answers,
    }


def test_what_is_due_comes_with_what_it_asks(mine, episode):
    bundled_measures()
    due = mine.get("/api/v1/me/measures/due/").json()["due"]

    assert [one["measure"]["slug"] for one in due] == [
        "my-activities-0-10",
        "change-since-start",
        "running-week",
    ]
    asked = due[1]["form"]["items"][0]
    assert (asked["type"], asked["options"][0]) == ("choice", {"code": "-3", "text": "Much worse"})
    assert due[0]["form"]["activities"]["at_least"] == 3


def test_answers_are_stored_once_and_come_back_with_what_became_of_them(mine, episode, today):
    version = bundled_measures()["my-activities-0-10"]
    answered(episode, version, ACTIVITIES, today - timedelta(21))
    address = f"/api/v1/me/measure-responses/{uuid4()}/"
    better = {"activities": [row | {"score": 6} for row in ACTIVITIES["activities"]]}
    first = mine.put(address, body(episode, version, better, today))
    again = mine.put(address, body(episode, version, better, today))

    assert (first.status_code, again.status_code) == (201, 200)
    given = mine.get(address).json()
    assert given["scores"] == [{"scale": "score", "value": 6.0, "method": "mean"}]
    assert (given["changes"][0]["difference"], given["changes"][0]["verdict"]) == (3.0, "better")
    assert given["sentence"] == "Better than 3 weeks ago by 3 points."
    assert given["on_behalf"] is False


def test_what_was_refused_is_named(mine, episode, today):
    version = bundled_measures()["knee-pain-0-10"]
    answer = mine.put(
        f"/api/v1/me/measure-responses/{uuid4()}/", body(episode, version, {"usual": 12}, today)
    )

    assert answer.status_code == 400
    assert answer.json()["fields"] == {
        "usual": ["Please enter a number from 0 to 10."],
        "worst": ["Please answer this question."],
    }


@pytest.mark.parametrize("answers", [None, "x", [1]])
def test_answers_are_an_object(mine, episode, today, answers):
    version = bundled_measures()["knee-pain-0-10"]
    sent = mine.put(f"/api/v1/me/measure-responses/{uuid4()}/", body(episode, version, answers, today))

    assert (sent.status_code, list(sent.json()["fields"])) == (400, ["answers"])


def test_staff_enter_what_a_patient_says(staff, episode, today):
    version = bundled_measures()["change-since-start"]
    address = f"/api/v1/measure-responses/{uuid4()}/"

    assert staff.put(address, body(episode, version, {"change": 1}, today)).status_code == 201
    assert staff.get(address).json()["on_behalf"] is True
    found = staff.get(f"/api/v1/measure-responses/?patient={episode.patient.uuid}").json()["results"]
    assert [row["answers"] for row in found] == [{"change": "1"}]


def test_the_library_shows_bundled_and_own_measures(staff, episode):
    bundled_measures()
    imported_measure(physio(episode.patient.clinic, Role.OWNER))
    imported_measure(physio(role=Role.OWNER), name="elsewhere")
    found = {row["slug"]: row for row in staff.get("/api/v1/measures/").json()["results"]}

    assert found.keys() == {
        "knee-pain-0-10",
        "my-activities-0-10",
        "change-since-start",
        "running-week",
        "ladder-ease",
    }
    assert found["ladder-ease"]["own"] is True
    one = staff.get(f"/api/v1/measures/{found['ladder-ease']['id']}/").json()
    assert (one["versions"][0]["attested_name"], one["form"]["items"][0]["id"]) == ("Olga Owner", "climb")


def test_an_owner_imports_and_retires(owner):
    file = {"file": file_of(questionnaire()).decode(), "attested_name": "Olga Owner", "attests": True}
    first = owner.post("/api/v1/measures/import/", file)
    again = owner.post("/api/v1/measures/import/", file)

    assert (first.status_code, again.status_code) == (201, 200)
    retired = owner.post(f"/api/v1/measures/{first.json()['id']}/retire/")
    assert retired.json()["retired_at"]


def test_a_bad_file_is_refused_with_its_lines(owner):
    file = {"file": file_of(questionnaire(status="draft")).decode(), "attested_name": "O", "attests": True}
    answer = owner.post("/api/v1/measures/import/", file)

    assert answer.status_code == 400
    assert answer.json()["fields"]["file"][0].startswith("Line 7, /status:")


def test_another_program_records_a_number_once(staff, episode, today):
    sent = {
        "id": str(uuid4()),
        "patient": str(episode.patient.uuid),
        "code": "run-cadence",
        "value": 168,
        "on": today.isoformat(),
        "source": "Wrist watch",
    }
    first, again = staff.post("/api/v1/measurements/", sent), staff.post("/api/v1/measurements/", sent)

    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert (first.json()["unit"], first.json()["source"], first.json()["source_name"]) == (
        "steps_per_minute",
        "api",
        "Wrist watch",
    )
    assert Measurement.objects.count() == 1


def test_numbers_are_filtered_by_kind(staff, mine, clinician, episode):
    measured(episode.patient, clinician)
    measured(episode.patient, clinician, code="push-ups", side="", value=12)

    rows = staff.get("/api/v1/measurements/?code=push-ups").json()["results"]
    assert [(row["code"], row["side"], row["value"]) for row in rows] == [("push-ups", None, 12.0)]
    assert len(mine.get("/api/v1/me/measurements/").json()["results"]) == 2


def test_a_withdrawn_number_is_gone_for_the_patient_and_told_to_staff(staff, mine, clinician, episode):
    row = measured(episode.patient, clinician)
    staff.post(f"/api/v1/measurements/{row.uuid}/void/", {"reason": "wrong side"})

    assert mine.get("/api/v1/me/measurements/").json()["results"] == []
    assert staff.get("/api/v1/measurements/").json()["results"][0]["void_reason"] == "wrong side"


@pytest.mark.parametrize("whose", ["staff", "mine"])
def test_a_list_of_answers_costs_the_same_with_more_in_it(request, whose, episode, today):
    client, versions = request.getfixturevalue(whose), list(bundled_measures().values())
    answers: list[dict[str, Any]] = [{"usual": 1, "worst": 2}, ACTIVITIES, {"change": "1"}]
    address = "/api/v1/measure-responses/" if whose == "staff" else "/api/v1/me/measure-responses/"

    def add(number: int) -> None:
        another = begun(EpisodeFactory.create(patient=episode.patient), today - timedelta(21))
        answered(another, versions[number], answers[number], today - timedelta(number))

    assert_costs_the_same(lambda: client.get(address), add)


def test_a_list_of_numbers_costs_the_same_with_more_in_it(staff, clinician, episode):
    assert_costs_the_same(
        lambda: staff.get("/api/v1/measurements/"),
        lambda number: measured(episode.patient, clinician, value=5 + number),
    )


def test_the_library_costs_the_same_with_more_in_it(staff, episode):
    owner = physio(episode.patient.clinic, Role.OWNER)
    assert_costs_the_same(
        lambda: staff.get("/api/v1/measures/"),
        lambda number: imported_measure(owner, name=f"q{number}", url=f"https://clinic.example/{number}"),
    )
