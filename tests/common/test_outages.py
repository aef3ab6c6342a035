"""With the database or Redis away a page says so with 503; a mistake of ours stays a 500."""

import pytest
import redis
from django.db import OperationalError
from django.test import RequestFactory

from common import outages

pytestmark = pytest.mark.django_db


def answer_to(error: Exception):
    try:
        raise error
    except Exception:
        return outages.server_error(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "error", [OperationalError("gone"), redis.ConnectionError("gone"), redis.TimeoutError()]
)
def test_an_outage_is_said_and_invites_to_come_back(error):
    response = answer_to(error)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "What you saved is kept" in response.text


def test_a_mistake_of_ours_is_a_500():
    assert answer_to(ZeroDivisionError()).status_code == 500


def test_signing_in_without_redis_says_so_and_is_no_500(client, settings):
    client.raise_request_exception = False
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        }
    }
    response = client.post("/sign-in/", {"email": "somebody@example.org"})
    assert response.status_code == 503
