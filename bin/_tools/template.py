"""A database with every migration in it, from which the databases of tests are copied in a second.

Named after what the migrations say, so that a changed one makes a new template. Migrating anew takes half a
minute of work, and each worker of each run would do it.
"""

import fcntl
import hashlib
import sys

from _tools.places import ROOT, Problem
from _tools.processes import run
from _tools.servers import Servers

VARIABLE = "TEST_DATABASE_TEMPLATE"


def ready(servers: Servers, environment: dict[str, str]) -> dict[str, str]:
    """The variable that names the template, made now if it is not there; nothing on brought servers."""
    if not servers.has_own_database:
        return {}
    name = f"template_{_fingerprint()}"
    with (servers.home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in servers.postgres.databases():
            _make(servers, name, environment)
    return {VARIABLE: name}


def _make(servers: Servers, name: str, environment: dict[str, str]) -> None:
    """Under another name first: an interrupted one is never taken for a whole one."""
    fresh = f"{name}_new"
    postgres = servers.postgres
    postgres.sql(f"DROP DATABASE IF EXISTS {fresh}")
    postgres.sql(f"CREATE DATABASE {fresh}")
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--noinput", "--verbosity", "0"]
    if run(command, environment | {"DATABASE_URL": postgres.url(fresh)}):
        raise Problem("The migrations do not run; see above.")
    postgres.sql(f"ALTER DATABASE {fresh} RENAME TO {name}")


def _fingerprint() -> str:
    """Of the migrations, and of the libraries that bring their own."""
    found = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]
