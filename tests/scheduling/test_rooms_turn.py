"""Passwords for the relay, held against coturn's own description, worked out in another way."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from common import clock
from scheduling.rooms.turn import credentials
from tests.scheduling.rooms import pages_of, visit_now

SECRET = "north"
UNTIL = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def by_openssl(username: str, secret: str) -> str:
    """As coturn's README.turnserver does it: openssl dgst -sha1 -hmac secret -binary, then base64."""
    signed = subprocess.run(
        ["openssl", "dgst", "-sha1", "-hmac", secret, "-binary"],
        input=username.encode(),
        capture_output=True,
        check=True,
    )
    encoded = subprocess.run(["base64"], input=signed.stdout, capture_output=True, check=True)
    return encoded.stdout.decode().strip()


def test_the_password_is_the_name_signed_as_coturn_says():
    made = credentials(SECRET, UNTIL)
    assert made.credential == by_openssl(made.username, SECRET)


def test_the_name_begins_with_the_moment_it_expires():
    assert credentials(SECRET, UNTIL).username.split(":")[0] == str(int(UNTIL.timestamp()))


def test_the_rest_of_the_name_is_chance():
    names = {credentials(SECRET, UNTIL).username.split(":")[1] for _time in range(20)}
    assert len(names) == 20
    assert all(len(name) == 16 and set(name) <= set("0123456789abcdef") for name in names)


@pytest.fixture
def relay(settings):
    settings.STUN_URLS = ["stun:turn.example.org:3478"]
    settings.TURN_URLS = ["turn:turn.example.org:3478?transport=udp"]
    settings.TURN_SECRET = SECRET


@pytest.mark.django_db
def test_whoever_enters_gets_a_password_until_the_room_closes(relay):
    visit = visit_now()
    stun, turn = pages_of(visit).patient.enter().json()["ice_servers"]
    assert stun == {"urls": ["stun:turn.example.org:3478"], "username": "", "credential": ""}
    assert turn["urls"] == ["turn:turn.example.org:3478?transport=udp"]
    closes = visit.ends_at + timedelta(minutes=60)
    assert turn["username"].split(":")[0] == str(int(closes.timestamp()))
    assert turn["credential"] == by_openssl(turn["username"], SECRET)


@pytest.mark.django_db
def test_whoever_is_not_let_in_gets_none(relay):
    visit = visit_now()
    with clock.pretending(visit.starts_at - timedelta(minutes=16)):
        assert "ice_servers" not in pages_of(visit).patient.enter().json()


@pytest.mark.django_db
def test_without_servers_the_browsers_try_alone():
    assert pages_of(visit_now()).patient.enter().json()["ice_servers"] == []
