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
        try:
            process.wait(PATIENCE)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)


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
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > deadline:
            raise Problem(f"{what} did not start in {PATIENCE:.0f} seconds. Its log: {log}")
        time.sleep(0.02)
