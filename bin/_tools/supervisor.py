"""Keeps a handful of programs running side by side until it is told to stop, and then stops all of them.

Each program leads a process group of its own: what it started goes with it, and Ctrl-C in the terminal
reaches only us. A program that ends is started again, with growing patience.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from _tools.places import ROOT

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 10.0
LONGEST_LINE = 2**24
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# After a minute of work a program has proved itself, and a crash counts as its first again.
PROVED = 60.0
COLOURS = (36, 33, 35, 32, 34)


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str, ...]


async def run(
    programs: Sequence[Program], environment: dict[str, str], when_started: Callable[[], Awaitable[None]]
) -> None:
    """Until a stop signal comes. `when_started` runs beside the programs."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, stop.set)
    tasks = [asyncio.ensure_future(when_started())]
    tasks += [
        asyncio.create_task(_keep(program, environment, _label(programs, program))) for program in programs
    ]
    await stop.wait()
    print("\nStopping ...", flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _keep(program: Program, environment: dict[str, str], label: str) -> None:
    pause = FIRST_PAUSE
    while True:
        started = time.monotonic()
        code = await _run_once(program, environment, label)
        pause = FIRST_PAUSE if time.monotonic() - started > PROVED else pause
        print(f"{label}ended with code {code}; starting it again in {pause:.0f} s", flush=True)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _run_once(program: Program, environment: dict[str, str], label: str) -> int:
    # A pipe of our own: what a crashed program leaves behind may hold it open, and we must not wait for that.
    reading, writing = os.pipe()
    child = await asyncio.create_subprocess_exec(
        *_die_with_us(),
        *program.command,
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=writing,
        stderr=writing,
        start_new_session=True,
    )
    os.close(writing)
    relay = asyncio.create_task(_relay(reading, label))
    try:
        return await child.wait()
    finally:
        await _end_group(child)
        await relay


async def _relay(reading: int, label: str) -> None:
    """Until the last writer is gone."""
    lines = asyncio.StreamReader(limit=LONGEST_LINE)
    protocol = asyncio.StreamReaderProtocol(lines)
    with os.fdopen(reading, "rb") as pipe:
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, pipe)
        while line := await lines.readline():
            print(f"{label}{line.decode(errors='replace').rstrip()}", flush=True)


async def _end_group(child: asyncio.subprocess.Process) -> None:
    """Ask the whole group to end; what has not ended after the grace is killed."""
    _signal_group(child.pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(child.wait(), GRACE)
    _signal_group(child.pid, signal.SIGKILL)


def _signal_group(leader: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def _die_with_us() -> tuple[str, ...]:
    """Where Linux can do it: if we are killed outright, the programs are told to end too."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", "--") if setpriv and sys.platform == "linux" else ()


def _label(programs: Sequence[Program], program: Program) -> str:
    width = max(len(each.name) for each in programs)
    text = f"{program.name:<{width}} | "
    colour = COLOURS[list(programs).index(program) % len(COLOURS)]
    return f"\033[{colour}m{text}\033[0m" if sys.stdout.isatty() else text
