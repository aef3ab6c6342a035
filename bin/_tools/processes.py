"""Run one program in the project with an environment, as if the user had typed it."""

import os
import signal
import subprocess
from types import FrameType

from _tools.places import ROOT

# The shell reports a program that a signal ended as 128 and the signal's number.
ENDED_BY_SIGNAL = 128


def environment(extra: dict[str, str]) -> dict[str, str]:
    """Ours plus `extra`, without the path that only the workshop needs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | extra


def run(command: list[str], extra: dict[str, str]) -> int:
    """Its exit code. Ctrl-C reaches the program by itself; we wait for it and then clean up."""
    child = subprocess.Popen(command, cwd=ROOT, env=environment(extra))

    def unwind(_number: int, _frame: FrameType | None) -> None:
        """As by Ctrl-C, on which Python programs clean up after themselves; on SIGTERM they just end."""
        child.send_signal(signal.SIGINT)

    before = [(number, signal.signal(number, unwind)) for number in (signal.SIGTERM, signal.SIGHUP)]
    before.append((signal.SIGINT, signal.signal(signal.SIGINT, signal.SIG_IGN)))
    code = child.wait()
    for number, handler in before:
        signal.signal(number, handler)
    return code if code >= 0 else ENDED_BY_SIGNAL - code
