"""The very commands of the image and of docker-compose.yml, run against real servers."""

import os
import re
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from _tools import ports
from django.db import connection

from tests.deploy.compose import ROOT, services
from tests.deploy.conftest import Start

PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def address(db: None) -> dict[str, str]:
    """The test run's own database, as another process names it."""
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    database = connection.settings_dict["NAME"]
    return {
        "DATABASE_URL": f"{base.rsplit('/', 1)[0]}/{database}?{query}",
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
    }


def from_dockerfile() -> tuple[dict[str, str], list[str]]:
    """The image's own variables for the web server, and its command."""
    text = (ROOT / "Dockerfile").read_text()
    variables = dict(re.findall(r"(GRANIAN_\w+)=(\S+)", text))
    command = re.findall(r"^CMD \[(.+)\]$", text, re.MULTILINE)[-1]
    return variables, shlex.split(command.replace(",", " "))


def wait(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


def health(extra: dict[str, str]) -> int:
    command = [sys.executable, "deploy/health.py"]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | extra, capture_output=True, check=False
    ).returncode


def test_the_web_command_serves_and_its_health_check_passes(start: Start, address: dict[str, str]) -> None:
    variables, command = from_dockerfile()
    extra = address | variables | {"GRANIAN_PORT": str(ports.next_free(21_000)), "GRANIAN_HOST": "127.0.0.1"}
    assert health(extra) == 1
    start(*command, **extra)
    assert wait(lambda: health(extra) == 0)
    with urllib.request.urlopen(f"http://127.0.0.1:{extra['GRANIAN_PORT']}/health/live") as answer:
        assert answer.status == 200


def test_the_health_check_fails_without_a_database(start: Start, address: dict[str, str]) -> None:
    variables, command = from_dockerfile()
    extra = address | variables | {"GRANIAN_PORT": str(ports.next_free(22_000)), "GRANIAN_HOST": "127.0.0.1"}
    extra["DATABASE_URL"] = "postgresql://clinic@/nowhere?host=/nonexistent"
    web = start(*command, **extra)
    assert wait(lambda: not ports.is_free(int(extra["GRANIAN_PORT"])))
    assert web.poll() is None
    assert health(extra) == 1


def test_the_worker_command_starts_and_answers_its_health_check(
    start: Start, address: dict[str, str]
) -> None:
    worker = services()["worker"]
    start(*shlex.split(worker["command"]), **address)
    check = worker["healthcheck"]["test"].replace("$HOSTNAME", os.uname().nodename)

    def answers() -> bool:
        command = ["sh", "-c", check]
        return (
            subprocess.run(
                command, cwd=ROOT, env=os.environ | address, capture_output=True, check=False
            ).returncode
            == 0
        )

    assert wait(answers)


def test_the_beat_command_starts_and_writes_no_file(start: Start, address: dict[str, str]) -> None:
    before = set(ROOT.iterdir())
    beat = start(*shlex.split(services()["beat"]["command"]), **address)
    assert beat.stdout is not None
    assert any("beat: Starting" in line for line in beat.stdout)
    assert set(ROOT.iterdir()) - before == set()


def test_static_files_are_collected_as_the_image_does_it(tmp_path: Path) -> None:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    found = re.search(r"^RUN (DJANGO_SECRET_KEY=.+?) &&", text, re.MULTILINE)
    assert found
    environment = {
        "PATH": f"{PROGRAMS}:{os.defpath}",
        "STATIC_ROOT": str(tmp_path),
        "ATTACHMENTS_DIR": str(tmp_path / "attachments"),
    }
    subprocess.run(["sh", "-c", found[1]], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert (tmp_path / "staticfiles.json").is_file()
