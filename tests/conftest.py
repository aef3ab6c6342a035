"""What holds for every test: processes side by side have databases of their own, and mail is real."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.notifications.mail_server import MailServer

# A busy machine is slow at thinking up examples and at trying them: neither says anything about the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where a change is judged, the same change gets the same examples. New ones are looked for everywhere else.
settings.register_profile("same", parent=settings.get_profile("patient"), derandomize=True, database=None)
settings.load_profile("same" if os.environ.get("CI") else "patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Each worker starts with its own number; bin/test leaves room behind the one it hands out."""
    for number, spec in enumerate(specs, start=1):
        spec.env["REDIS_URL"] = _shifted(os.environ["REDIS_URL"], number)


def _shifted(url: str, by: int) -> str:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        base = int(parse_qs(parts.query).get("db", ["0"])[0])
        return f"unix://{parts.path}?db={base + by}"
    return urlunsplit(parts._replace(path=f"/{int(parts.path.strip('/') or 0) + by}"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copied from the database that bin/test has migrated; without one, migrated here."""
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_DATABASE_TEMPLATE") or None


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits would count across tests."""
    uses_fixture = {"db", "transactional_db"} & set(request.fixturenames)
    if uses_fixture or request.node.get_closest_marker("django_db"):
        from django.core.cache import cache

        cache.clear()


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """Mail goes to a real server of the test's own, over SMTP."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()
