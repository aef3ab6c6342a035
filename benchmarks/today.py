"""GET /me/today/ beside an empty answer and beside plain serializers: one server, one database, one run.

bin/bench today [--patients 100000] [--seconds 5] [--rounds 3]
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg

PATHS = {
    "no-op, same sign-in": "/bench/noop/",
    "plain ModelSerializer": "/bench/plain/",
    "GET /me/today/": "/api/v1/me/today/",
}
CONNECTIONS = 8
DATABASE = "clinic_benchmark"
PEOPLE = 2_000


def main() -> None:
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"])
    django.setup()
    from django.core.management import call_command

    from benchmarks.population import populate

    call_command("migrate", verbosity=0)
    call_command("load_pack", "packs/runners-knee")
    populate(options.patients, _progress)
    cookies = _sign_in(PEOPLE)
    with _server() as port:
        results = _rounds(port, cookies, options)
    _report(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each path and round")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def own_database(url: str, name: str = DATABASE) -> str:
    """A database beside the one in the environment, kept between runs: filling it takes minutes."""
    parts = urlsplit(url)
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(parts._replace(path=f"/{name}"))


def _progress(done: int, of: int) -> None:
    width = 40
    filled = width * done // of
    print(f"\r  patients [{'#' * filled}{'.' * (width - filled)}] {done:,} of {of:,}", end="", flush=True)
    if done >= of:
        print()


def _sign_in(people: int) -> list[str]:
    """Session cookies of patients drawn by chance."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    ids = list(User.objects.filter(patient__clinic__slug="benchmark").values_list("pk", flat=True))
    chosen = User.objects.filter(pk__in=random.Random(1).sample(ids, min(people, len(ids))))
    cookies = []
    for user in chosen:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return cookies


@contextmanager
def _server() -> Iterator[int]:
    """The production server with one worker, so that the load generator has a core of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += [
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "--log-level",
        "warning",
        "clinic.wsgi:application",
    ]
    server = subprocess.Popen([sys.executable, "-m", *command])
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    for _attempt in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def _rounds(port: int, cookies: list[str], options: argparse.Namespace) -> dict[str, list[Any]]:
    """Rounds in turn, so that a slow moment of the machine hits all three; the first only warms up."""
    from benchmarks.load import measure

    results: dict[str, list[Any]] = {name: [] for name in PATHS}
    for number in range(options.rounds + 1):
        for name, path in PATHS.items():
            seconds = options.seconds if number else min(2.0, options.seconds)
            measured = measure(port, path, cookies, connections=CONNECTIONS, seconds=seconds)
            if number:
                results[name].append(measured)
                print(f"  round {number}: {name:<24}{measured.throughput:>8.0f}/s")
    return results


def _report(results: dict[str, list[Any]]) -> None:
    throughput = {name: median(one.throughput for one in measured) for name, measured in results.items()}
    print(f"\n{'':<26}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}")
    for name, measured in results.items():
        p50, p99 = median(one.p50 for one in measured), median(one.p99 for one in measured)
        print(f"{name:<26}{throughput[name]:>12.0f}{p50:>10.2f}{p99:>10.2f}")
    noop, plain, today = (throughput[name] for name in PATHS)
    print(f"\ntoday / no-op {today / noop:.2f} (aim 0.6)    today / plain {today / plain:.2f} (aim 6)")


if __name__ == "__main__":
    main()
