"""One demo at a time: who runs it, how to stop it, and how to begin again."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from _tools import lodging
from _tools.places import DATA, Problem
from _tools.servers import Servers

# Beside the demo's data, not in it: --reset deletes the data while it holds the lock.
LOCK = DATA / "demo.lock"
PATIENCE = 40.0


@contextmanager
def only_one(address: str) -> Iterator[None]:
    with _open() as lock:
        if not _take(lock):
            other, where = _holder(lock)
            raise Problem(
                f"The demo is running already: {where} (process {other}).\n"
                f"Press Ctrl-C where it runs, or: kill {other}"
            )
        _write(lock, f"{os.getpid()} {address}")
        yield
        _write(lock, "")


def stop_other() -> None:
    """Ask a demo that runs already to end, and wait until it has."""
    with _open() as lock:
        if _take(lock):
            return
        other, _ = _holder(lock)
        print(f"Stopping the demo that runs already (process {other})", flush=True)
        os.kill(other, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while not _take(lock):
            if time.monotonic() > deadline:
                raise Problem(f"Process {other} did not stop. End it, then try again.")
            time.sleep(0.1)


def erase(servers: Servers) -> None:
    """Delete everything of the demo, once nothing runs from it any more."""
    if not servers.stop():
        raise Problem("Something still uses the demo's database (a bin/manage?). End it, then try again.")
    lodging.leave(servers.home)


def _open() -> TextIO:
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    return LOCK.open("a+")


def _take(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: TextIO) -> tuple[int, str]:
    lock.seek(0)
    process, _, address = lock.read().partition(" ")
    return int(process), address


def _write(lock: TextIO, text: str) -> None:
    lock.seek(0)
    lock.truncate()
    lock.write(text)
    lock.flush()
