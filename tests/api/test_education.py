"""Topics over the API: what is shown, and that reading one twice changes nothing."""

import pytest

from tests.factories import PatientFactory, assigned_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


def test_topics_come_with_their_points_and_whether_they_are_read(client, patient):
    assigned_program(patient)
    topics = client.get("/api/v1/me/education/").json()["topics"]
    first = next(topic for topic in topics if topic["slug"] == "what-it-is")
    assert (first["title"], first["is_now"], first["read_at"]) == ("What runner's knee is", True, None)
    assert first["points"]


def test_a_topic_is_read_once(client, patient):
    assigned_program(patient)
    answers = [client.put("/api/v1/me/education/what-it-is/read/").json() for _again in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["slug"] == "what-it-is"


def test_a_topic_that_is_not_shown_is_not_found(client, patient):
    assigned_program(patient)
    answer = client.put("/api/v1/me/education/staying-well/read/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
