"""Who may do what, for every address of the service; the table is tests/permissions/table.py.

A refusal says no, changes nothing and shows nothing. An address that is not in the table fails.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver

from portal.whose import PICK
from tests.permissions.table import OPEN, ROUTES, Route, Rule
from tests.permissions.world import (
    ANONYMOUS,
    CARERS,
    OTHER_PATIENT,
    PHYSIO,
    Role,
    World,
    build,
    sign_in,
    undone,
)

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
REFUSED = frozenset({401, 403, 404})
FRONT_DOORS = frozenset({"/sign-in/", "/sign-in/staff/", "/admin/login/", "/admin/", "/"})
NAMED = [(route, method, rule) for route in ROUTES for method, rule in route.rules.items()]
UNCOUNTED = frozenset({"django_session"})  # every visitor of a sign-in page gets one


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once; every request is undone."""
    with django_db_blocker.unblock(), undone():
        yield build()


@pytest.fixture(scope="module")
def sessions(world) -> dict[Role, str]:
    return sign_in(world)


@pytest.fixture(scope="module")
def before(sessions):
    """What is in the database before anybody knocks."""
    return database()


@pytest.fixture(scope="module")
def knock(world, sessions):
    """Makes a request as a role."""
    client = Client(raise_request_exception=False)

    def ask(role: Role, method: str, route: Route, rule: Rule | None = None) -> HttpResponseBase:
        client.cookies.clear()
        if role != ANONYMOUS:
            client.cookies["sessionid"] = sessions[role]
        return client.generic(method, _address(world, role, route), **_content(world, role, route, rule))

    return ask


def _address(world: World, role: Role, route: Route) -> str:
    """Carers say to the API whose pages they mean; in the portal their session knows."""
    asks = role in CARERS and route.path.startswith("api/v1/me/")
    return f"{route.address(world)}?patient={world.patient.uuid}" if asks else route.address(world)


def _content(world: World, role: Role, route: Route, rule: Rule | None) -> dict[str, Any]:
    body = rule.body_in(world) if rule else {}
    if route.path.startswith(("api/", "_allauth/")):
        return {"data": orjson.dumps(body), "content_type": "application/json"}
    if role in CARERS:  # as every form of the portal does
        body[PICK] = str(world.patient.uuid)
    return {"data": urlencode(body), "content_type": "application/x-www-form-urlencoded"}


def is_refused(response: Any, rule: Rule) -> bool:
    """No, or: sign in first."""
    if response.status_code in REFUSED | rule.also_refused:
        return True
    return response.status_code == 302 and urlsplit(response["Location"]).path in FRONT_DOORS - {
        rule.leads_to
    }


def database() -> dict[str, tuple[Any, ...]]:
    """What is in every table, in one number each."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - UNCOUNTED
    counted = (
        f"SELECT '{table}', count(*), sum(hashtext(t::text)) FROM \"{table}\" t"  # noqa: S608
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted))
        return {row[0]: row[1:] for row in cursor.fetchall()}


def content_of(response: Any) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return bytes(body + str(response.headers).encode())


named = pytest.mark.parametrize(
    ("route", "method", "rule"), NAMED, ids=[f"{method} /{route.path}" for route, method, _rule in NAMED]
)


@named
def test_those_who_are_not_named_are_refused_and_change_nothing(world, before, knock, route, method, rule):
    with undone():
        for role in sorted(set(Role) - rule.who):
            response = knock(role, method, route, rule)
            assert is_refused(response, rule), (role, response.status_code)
            assert world.leaks(role, content_of(response)) == set(), role
        assert database() == before


@named
def test_those_who_are_named_are_let_in_and_see_only_what_is_theirs(world, knock, route, method, rule):
    for role in sorted(rule.who):
        with undone():
            response = knock(role, method, route, rule)
            assert response.status_code < 500, role
            assert rule.who is OPEN or not is_refused(response, rule), (role, response.status_code)
            assert world.leaks(role, content_of(response)) == set(), role


@pytest.mark.parametrize("route", ROUTES, ids=[f"/{route.path}" for route in ROUTES])
def test_other_methods_change_nothing_and_show_nothing(world, before, knock, route):
    with undone():
        for method, role in product(
            sorted(set(METHODS) - set(route.rules)), (ANONYMOUS, OTHER_PATIENT, PHYSIO)
        ):
            response = knock(role, method, route)
            assert response.status_code < 500, (method, role)
            assert world.leaks(role, content_of(response)) == set(), (method, role)
        assert database() == before


def test_every_route_is_in_the_table():
    assert sorted(_routes(get_resolver())) == sorted(route.path for route in ROUTES)


def test_the_alarm_rings_for_a_leak(world):
    assert world.leaks(Role.OTHER_PHYSIO, b"... canary-patient-contact ...") == {"canary-patient-contact"}
    assert world.leaks(Role.FRONT_DESK, b"canary-patient-contact canary-patient-clinical") == {
        "canary-patient-clinical"
    }


def test_there_is_something_to_leak(world, knock):
    """The secrets are really shown to those who may read them; else no leak could be seen."""
    by_path = {route.path: route for route in ROUTES}
    logs = knock(Role.PHYSIO, "GET", by_path["admin/patients/<uuid:uuid>/logs/"])
    assert b"canary-patient-clinical" in content_of(logs)
    assert b"canary-patient-contact" in content_of(logs)
    mine = knock(Role.PATIENT, "GET", by_path["api/v1/me/session-logs/<uuid:uuid>/"])
    assert b"canary-patient-clinical" in content_of(mine)


def test_the_database_is_seen_to_change(world, before):
    with undone():
        world.patient.phone = "1"
        world.patient.save()
        assert database() != before


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, path)
        else:
            yield path
