"""A wrong deployment stops at the door and says which value is wrong."""

import os
import subprocess
import sys
from typing import Any

import pytest

GOOD = {
    "DJANGO_SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgresql://clinic@localhost/clinic",
    "REDIS_URL": "redis://localhost:6379/0",
    "BASE_URL": "https://clinic.example",
    "ATTACHMENTS_DIR": "/srv/attachments",
}
SAY = "import clinic.settings as s; print({})"


def start(expression: str = "'started'", **changes: str | None) -> subprocess.CompletedProcess[str]:
    asked = {"PATH": os.environ["PATH"], **GOOD, **changes}
    environment = {name: value for name, value in asked.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", SAY.format(expression)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_value_is_named(name):
    missing: dict[str, Any] = {name: None}
    stopped = start(**missing)
    assert stopped.returncode != 0
    assert name in stopped.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("SECURE_COOKIES", "nope"),
        ("DATABASE_URL", "mysql://localhost/clinic"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("REDIS_URL", "localhost:6379"),
        ("BASE_URL", "clinic.example"),
        ("BASE_URL", "http://clinic.example"),
        ("DJANGO_SECRET_KEY", "short"),
        ("DATABASE_MAX_AGE", "-5"),
        ("ATTACHMENT_MAX_MB", "0"),
        ("EMAIL_URL", "mail.example:25"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name, value):
    stopped = start(**{name: value})
    assert stopped.returncode != 0
    assert name in stopped.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("STUN_URLS", {"STUN_URLS": "https://stun.example"}),
        ("TURN_URLS", {"TURN_URLS": "turn:a.example:3478,stun:a.example:3478", "TURN_SECRET": "x"}),
        ("TURN_SECRET", {"TURN_URLS": "turn:a.example:3478"}),
        ("JITSI_SECRET", {"JITSI_APP_ID": "clinic"}),
        ("JITSI_APP_ID", {"JITSI_SECRET": "x"}),
    ],
)
def test_half_a_video_room_is_named(name, values):
    stopped = start(**values)
    assert stopped.returncode != 0
    assert name in stopped.stderr.splitlines()[-1]


def test_the_servers_of_a_call_are_a_list_and_by_default_none():
    turn = "turn:a.example:3478?transport=udp, turns:a.example:5349"
    started = start("s.STUN_URLS, len(s.TURN_URLS)", TURN_URLS=turn, TURN_SECRET="x")
    assert started.stdout.split() == ["[]", "2"]


def test_a_bad_address_is_not_repeated_with_its_password():
    stopped = start(DATABASE_URL="mysql://clinic:hunter2@localhost/clinic")
    assert "hunter2" not in stopped.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    secret = tmp_path / "key"
    secret.write_text("y" * 60 + "\n")
    started = start("s.SECRET_KEY", DJANGO_SECRET_KEY=None, DJANGO_SECRET_KEY_FILE=str(secret))
    assert started.stdout.strip() == "y" * 60


def test_a_secret_file_that_is_not_there_is_named():
    stopped = start(DJANGO_SECRET_KEY=None, DJANGO_SECRET_KEY_FILE="/nowhere/key")
    assert "DJANGO_SECRET_KEY_FILE names /nowhere/key" in stopped.stderr


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("s.DEBUG", "False"),
        ("s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT", "True"),
        ("s.SECURE_HSTS_SECONDS", "31536000"),
        ("s.ALLOWED_HOSTS", "['clinic.example']"),
        ("s.CELERY_BROKER_URL", "redis://localhost:6379/0"),
    ],
)
def test_the_defaults_are_the_safe_ones(expression, value):
    assert start(expression).stdout.strip() == value


def test_sockets_and_mail_addresses_are_understood():
    started = start(
        "s.DATABASES['default']['HOST'], s.CELERY_BROKER_URL, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS",
        DATABASE_URL="postgresql://clinic@/clinic?host=/run/pg",
        REDIS_URL="unix:///run/redis.sock?db=2",
        EMAIL_URL="smtp+tls://user:p%40ss@mail.example",
    )
    assert started.stdout.split() == [
        "/run/pg",
        "redis+socket:///run/redis.sock?virtual_host=2",
        "mail.example",
        "587",
        "True",
    ]
