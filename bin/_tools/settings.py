"""The environment in which the project runs on a developer's machine."""

import secrets
from pathlib import Path

from _tools.places import DATA
from _tools.postgres import OWNER
from _tools.servers import OURS, Servers

REDIS_BLOCK = 16


def for_tests(servers: Servers, slot: int) -> dict[str, str]:
    """Each run has a number, and from it its own database and its own block of 16 Redis databases."""
    return {
        **servers.addresses(f"clinic_{slot}" if slot else OWNER, redis_database=slot * REDIS_BLOCK),
        OURS: servers.place,
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "DJANGO_SECRET_KEY": "only-for-tests-" + "0123456789" * 4,
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "BASE_URL": "http://testserver",
        "SECURE_COOKIES": "false",
        "PLAIN_STATIC": "true",
        "STATIC_ROOT": _directory(servers.home / "static"),
        "ATTACHMENTS_DIR": _directory(servers.home / "attachments"),
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "DEFAULT_FROM_EMAIL": "clinic@example.org",
    }


def as_in_production() -> dict[str, str]:
    """What a clinic on the internet would say; nothing is loosened."""
    return {
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "clinic.example.org",
        "BASE_URL": "https://clinic.example.org",
        "SECURE_COOKIES": "true",
        "BEHIND_PROXY": "true",
        "PLAIN_STATIC": "false",
    }


def for_demo(servers: Servers, port: int, mail_port: int) -> dict[str, str]:
    return {
        **servers.addresses(),
        OURS: servers.place,
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "DJANGO_SECRET_KEY_FILE": str(_secret_key_file()),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECURE_COOKIES": "false",
        "STATIC_ROOT": str(DATA / "demo" / "static"),
        "ATTACHMENTS_DIR": str(DATA / "demo" / "attachments"),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "DEFAULT_FROM_EMAIL": "Parkside Physiotherapy <clinic@parkside.example>",
    }


def _directory(path: Path) -> str:
    path.mkdir(parents=True, exist_ok=True)
    return str(path)


def _secret_key_file() -> str:
    path = DATA / "demo" / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return str(path)
