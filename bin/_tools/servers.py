"""The embedded PostgreSQL and Redis of one place (`demo`, `test`, `bench`), shared by all who use them.

Whoever comes first starts them; the last to leave stops them, unless `keep` was asked for. What the
environment names already (DATABASE_URL, REDIS_URL) is used as it is and never started or stopped.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from _tools.places import DATA
from _tools.postgres import OWNER, Postgres
from _tools.redis import Redis

# Set beside the addresses that bin/env prints: they are ours, not servers that the user brought.
OURS = "CLINIC_EMBEDDED"


@dataclass(frozen=True)
class Servers:
    place: str

    @property
    def home(self) -> Path:
        return DATA / self.place

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.home, durable=self.place != "test")

    @property
    def redis(self) -> Redis:
        return Redis(self.home, durable=self.place != "test")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        with self._lock("users") as users:
            try:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self._start()
                yield
            finally:
                with self._alone():
                    if not self._keep.exists() and _nobody_else(users):
                        self._stop()

    def keep_running(self) -> None:
        self._keep.parent.mkdir(parents=True, exist_ok=True)
        self._keep.touch()
        with self._alone():
            self._start()

    def stop(self) -> bool:
        """Stop them now; False, and nothing is stopped, while somebody uses them."""
        with self._alone(), self._lock("users") as users:
            self._keep.unlink(missing_ok=True)
            if not _nobody_else(users):
                return False
            self._stop()
            return True

    def addresses(self, database: str = OWNER, redis_database: int = 0) -> dict[str, str]:
        """DATABASE_URL and REDIS_URL: the user's own, or ours."""
        return {
            "DATABASE_URL": _brought("DATABASE_URL") or self.postgres.url(database),
            "REDIS_URL": _brought("REDIS_URL") or self.redis.url(redis_database),
        }

    @property
    def has_own_database(self) -> bool:
        return not _brought("DATABASE_URL")

    def _start(self) -> None:
        if self.has_own_database:
            self.postgres.start()
        if not _brought("REDIS_URL"):
            self.redis.start()

    def _stop(self) -> None:
        self.redis.stop()
        self.postgres.stop()

    @property
    def _keep(self) -> Path:
        return self.home / "keep"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock("change") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _lock(self, name: str) -> TextIOWrapper:
        self.home.mkdir(parents=True, exist_ok=True)
        return (self.home / f"{name}.lock").open("w")


def _brought(name: str) -> str:
    return "" if OURS in os.environ else os.environ.get(name, "")


def _nobody_else(users: TextIOWrapper) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
