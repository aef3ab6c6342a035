"""The supervisor: programs come back after a crash, and with it nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tests.deploy.conftest import Start

SUPERVISE = """
import asyncio, os, sys
from _tools import supervisor
from _tools.supervisor import Program, run
supervisor.GRACE = 1.0
async def started(): pass
asyncio.run(run([Program("one", (sys.executable, "-c", sys.argv[1]))], dict(os.environ), started))
"""
# A program with a child of its own; both ids go to the file.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"])
open({path!r}, "w").write(f"{{os.getpid()}} {{child.pid}}")
time.sleep(100)
"""


def supervise(start: Start, program: str) -> subprocess.Popen[str]:
    return start(sys.executable, "-c", SUPERVISE, program)


def family(path: Path) -> list[int]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and len(numbers := path.read_text().split()) == 2:
            return [int(number) for number in numbers]
        time.sleep(0.05)
    raise AssertionError("the program did not start")


def gone(numbers: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(
            psutil.pid_exists(number) and psutil.Process(number).status() != "zombie" for number in numbers
        ):
            return True
        time.sleep(0.05)
    return False


def test_a_stop_signal_ends_the_program_and_what_it_started(start: Start, tmp_path: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        path = tmp_path / number.name
        supervisor = supervise(start, FAMILY.format(path=str(path)))
        running = family(path)
        supervisor.send_signal(number)
        assert supervisor.wait(20) == 0
        assert gone(running)


def test_a_crashed_program_is_started_again(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "ids"
    supervise(start, FAMILY.format(path=str(path)))
    first = family(path)
    path.unlink()
    os.kill(first[0], signal.SIGKILL)
    assert family(path)[0] != first[0]
    assert gone(first)


def test_a_program_that_ignores_the_request_is_killed(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "ids"
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + FAMILY.format(path=str(path))
    supervisor = supervise(start, deaf)
    running = family(path)
    supervisor.terminate()
    assert supervisor.wait(30) == 0
    assert gone(running)


def test_each_line_of_output_says_who_wrote_it(start: Start) -> None:
    supervisor = supervise(start, "import time; print('hello', flush=True); time.sleep(100)")
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "one | hello\n"
