"""A server process in the background: find it again by its pid file, be sure that it is ours, stop it."""

import contextlib
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from _tools.places import Problem

PATIENCE = 30.0


def find(pidfile: Path, directory: Path) -> psutil.Process | None:
    """The process of a pid file. A pid may have been given to another since: ours works in our directory."""
    try:
        process = psutil.Process(int(pidfile.read_text().split()[0]))
        return process if Path(process.cwd()) == directory.resolve() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def stop(process: psutil.Process, how: signal.Signals) -> None:
    """Ask, wait, and insist only when asking did not help."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(how)
        if not _happens(lambda: _has_ended(process)):
            process.kill()
            _happens(lambda: _has_ended(process))


def answers(path: Path, ask: bytes = b"", expect: bytes = b"") -> bool:
    """Whether somebody listens on a socket and, if asked something, gives the expected answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
            connection.sendall(ask)
            return not expect or connection.recv(len(expect)) == expect
        except OSError:
            return False


def wait_until(ready: Callable[[], bool], what: str, log: Path) -> None:
    if not _happens(ready):
        raise Problem(f"{what} did not start in {PATIENCE:.0f} seconds. Its log: {log}")


def _happens(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _has_ended(process: psutil.Process) -> bool:
    """An ended process stays a zombie until its parent, here the system's first process, looks after it."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
