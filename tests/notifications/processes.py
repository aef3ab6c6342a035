"""Starts real processes of the service that work on the test's own database, broker and mail server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from tests.notifications.mail_server import MailServer


def environment(mail_server: MailServer, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": _test_database(),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "LOG_LEVEL": "WARNING",
        **more,
    }


@contextmanager
def started(arguments: list[str], env: dict[str, str], **options) -> Iterator[subprocess.Popen[str]]:
    """A Python process; at the end it is gone, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=env, text=True, **options
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def deliverer(mail_server: MailServer) -> Iterator[subprocess.Popen[str]]:
    """Ready to deliver as soon as it gets a line."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with started(["-m", "tests.notifications.deliverer"], environment(mail_server), **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process


def _test_database() -> str:
    """The address of the database that the test itself is connected to."""
    known = connection.settings_dict
    who = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    where = {name: str(known[key]) for name, key in (("host", "HOST"), ("port", "PORT")) if known[key]}
    return f"postgresql://{who}@/{known['NAME']}?{urlencode(where)}"
