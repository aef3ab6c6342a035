"""The workshop under bin/ is not a package of the service; its tests find it here."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bin"))

from _tools import lodging, processes  # noqa: E402

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts programs in the project; what still runs at the end of the test is ended."""
    running: list[subprocess.Popen[str]] = []

    def go(*command: str, **extra: str) -> subprocess.Popen[str]:
        environment = processes.environment({"PYTHONPATH": str(ROOT / "bin"), **extra})
        options = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
            "start_new_session": True,
        }
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, **options))  # type: ignore[call-overload]
        return running[-1]

    yield go
    for process in running:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory of its own; under root one that `nobody` cannot enter, as in a project under /root."""
    directory = tmp_path_factory.mktemp("clinic data")
    yield directory
    lodging.leave(directory / "demo")


@pytest.fixture
def without_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nobody named a database."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert "DATABASE_URL" not in os.environ
