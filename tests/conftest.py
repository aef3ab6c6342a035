"""What holds for every test: processes that run beside each other have Redis databases of their own."""

import os
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest


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


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits would count across tests."""
    uses_fixture = {"db", "transactional_db"} & set(request.fixturenames)
    if uses_fixture or request.node.get_closest_marker("django_db"):
        from django.core.cache import cache

        cache.clear()
