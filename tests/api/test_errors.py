"""Whatever goes wrong, the answer has one shape: {"code", "message", "fields"}."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import override_settings
from rest_framework.test import APIClient

from common.api import throttles
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


def shape(answer):
    body = answer.json()
    assert sorted(body) == ["code", "fields", "message"]
    assert body["message"]
    return answer.status_code, body["code"]


def test_signed_out(signed_in):
    answer = signed_in().get(ME)

    assert shape(answer) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Session"


def test_a_made_up_token(signed_in):
    assert shape(signed_in().get(ME, headers={"X-Session-Token": "made-up"})) == (401, "not_authenticated")


def test_the_cookie_alone_does_not_write(patient):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(patient.user)

    assert shape(client.patch(ME, {"name": "X"}, format="json")) == (403, "permission_denied")


@pytest.mark.parametrize("body", ["{", "", "NaN", "[" * 100_000, '{"name": "\\ud800"}', b"\xff"])
def test_what_is_no_json(client, body):
    answer = client.generic("PATCH", ME, body, content_type="application/json")

    assert answer.status_code == (200 if body == "" else 400)
    if body:
        assert shape(answer)[1] == "parse_error"


def test_json_that_is_no_object(client):
    assert shape(client.patch(ME, ["name"])) == (400, "invalid")


def test_another_kind_of_body(client):
    answer = client.generic("PATCH", ME, "<name/>", content_type="text/xml")

    assert shape(answer) == (415, "unsupported_media_type")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_more_than_a_request_may_carry(client):
    assert shape(client.patch(ME, {"name": "x" * 200})) == (413, "too_large")


NOWHERE = ["nothing/", "me", "me/session-logs/not-a-uuid/", f"me/programs/{UUID(int=7)}"]


@pytest.mark.parametrize("path", NOWHERE)
@pytest.mark.parametrize("method", ["get", "put", "post", "delete"])
def test_an_address_that_is_none(client, path, method):
    assert shape(getattr(client, method)(f"/api/v1/{path}")) == (404, "not_found")


def test_a_row_that_is_none(client):
    assert shape(client.get(f"/api/v1/me/programs/{UUID(int=7)}/")) == (404, "not_found")


def test_another_method(client):
    answer = client.delete(ME)

    assert shape(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, PATCH, HEAD, OPTIONS"


def test_no_acceptable_answer(client):
    assert shape(client.get(ME, headers={"Accept": "text/html"}))[0] in {200, 406}


def test_too_many_requests_say_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(throttles.UserThrottle, "get_rate", lambda _self: "1/min")
    client.get(ME)

    answer = client.get(ME)

    assert shape(answer) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60


def test_without_redis_nobody_is_throttled(client, monkeypatch, settings):
    monkeypatch.setattr(throttles.UserThrottle, "get_rate", lambda _self: "1/min")
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.1},
        }
    }

    assert [client.get(ME).status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.django_db(transaction=True)
def test_a_lost_database_is_said_and_soon_tried_again(client):
    place = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        answer = client.get(ME)
    finally:
        connection.settings_dict["HOST"] = place
        connection.close()

    assert shape(answer) == (503, "unavailable")
    assert int(answer["Retry-After"]) > 0
