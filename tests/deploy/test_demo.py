"""bin/demo, as a newcomer runs it: from nothing to a clinic that answers, and away again without a trace."""

import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from _tools import ports

from tests.deploy.compose import ROOT
from tests.deploy.conftest import Start

DEMO = str(ROOT / "bin" / "demo")


def start_demo(start: Start, data: Path, port: int) -> "subprocess.Popen[str]":
    return start(DEMO, "--no-open", "--port", str(port), CLINIC_DATA=str(data))


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Everything it printed up to the line with `words`."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if words in line:
            return text
    raise AssertionError(f"ended without {words!r}:\n{text}")


@pytest.mark.usefixtures("without_addresses")
def test_the_demo_starts_answers_and_leaves_nothing_behind(start: Start, data: Path) -> None:
    port = ports.next_free(23_000)
    demo = start_demo(start, data, port)
    text = read_until(demo, "Ctrl-C stops everything")
    for address in re.findall(r"http://127\.0\.0\.1:\d+/\S*", text):
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - the demo's own addresses
            assert answer.status == 200

    second = start_demo(start, data, port)
    assert "running already" in read_until(second, "kill")

    started = psutil.Process(demo.pid).children(recursive=True)
    servers = [int(path.read_text().split()[0]) for path in data.glob("demo/**/*pid") if path.is_file()]
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=60)
    assert demo.returncode == 0
    assert servers
    assert not [process for process in started if process.is_running()]
    assert all(ends(number) for number in servers)


def ends(number: int) -> bool:
    """Gone within a few seconds; a process that only waits to be counted by its parent is gone."""
    for _attempt in range(50):
        try:
            if psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.1)
    return False


def test_a_taken_port_is_named_with_a_way_out(start: Start, data: Path) -> None:
    port = ports.next_free(24_000)
    catcher = start("python3", "-m", "http.server", str(port), "--bind", "127.0.0.1")
    while ports.is_free(port):
        assert catcher.poll() is None
    text = read_until(start_demo(start, data, port), "choose another port")
    assert f"Port {port} is taken by python" in text
