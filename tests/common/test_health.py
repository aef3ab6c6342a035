"""The health checks name what is missing, and need no sign-in, host or TLS."""

import pytest
import redis

from common import health

pytestmark = pytest.mark.django_db


def test_live_asks_nothing_else(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_everything_is_there(client):
    answer = client.get("/health/ready", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_answers_over_plain_http_where_pages_redirect(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/ready").status_code == 200


def test_a_broker_out_of_reach_is_named(client, monkeypatch):
    gone = redis.Redis(unix_socket_path="/nowhere/redis")
    monkeypatch.setattr(health, "_redis", lambda: gone)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "broker": "unreachable"})


def test_a_pending_migration_is_named(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="programs").latest("id").delete()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


def test_only_reading_is_answered(client):
    assert client.post("/health/live").status_code == 404
