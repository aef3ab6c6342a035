"""Is the process alive, and can it do its work: database, broker, migrations."""

from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse


def live() -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def ready() -> HttpResponse:
    """200 when everything this process needs is there, else 503 with the parts that are not."""
    problems = {name: problem for name, check in CHECKS.items() if (problem := check())}
    return JsonResponse(
        {"status": "unavailable" if problems else "ok", **problems}, status=503 if problems else 200
    )


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return None


def _broker() -> str | None:
    try:
        _redis().ping()
    except (redis.RedisError, OSError):
        return "unreachable"
    return None


def _migrations() -> str | None:
    try:
        executor = MigrationExecutor(connection)
        return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else None
    except DatabaseError:
        return "unknown"


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2)


CHECKS: dict[str, Callable[[], str | None]] = {
    "database": _database,
    "broker": _broker,
    "migrations": _migrations,
}
ROUTES: dict[str, Callable[[], HttpResponse]] = {"/health/live": live, "/health/ready": ready}
