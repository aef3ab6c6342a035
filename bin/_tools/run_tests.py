"""bin/test: the whole suite on real servers of its own. Arguments go through to pytest."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from _tools import chromium, settings, template
from _tools.cli import command
from _tools.places import Problem
from _tools.processes import run
from _tools.servers import Servers

MOST_RUNS_AT_ONCE = 15
DECIDES_ITSELF = ("-n", "--numprocesses", "--pdb", "--collect-only", "--co", "no:xdist")


def main(arguments: list[str]) -> int:
    servers = Servers("test")
    with servers.in_use(), _slot(servers) as slot:
        environment = settings.for_tests(servers, slot) | {"CHROMIUM_PATH": chromium.path()}
        environment |= template.ready(servers, environment)
        return run([sys.executable, "-m", "pytest", *_parallel(arguments), *arguments], environment)


@contextmanager
def _slot(servers: Servers) -> Iterator[int]:
    """A number of our own while we run, so that several runs at once never share a database."""
    for number in range(1, MOST_RUNS_AT_ONCE + 1):
        with (servers.home / f"slot-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return
    raise Problem(f"{MOST_RUNS_AT_ONCE} test runs are going on already.")


def _parallel(arguments: list[str]) -> list[str]:
    """All cores for the whole suite; one file or one test is quicker without starting workers."""
    chosen = any(argument.startswith(DECIDES_ITSELF) for argument in arguments)
    single = any("::" in argument or argument.endswith(".py") for argument in arguments)
    return [] if chosen or single else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]


if __name__ == "__main__":
    command(main)
