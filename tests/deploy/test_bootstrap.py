"""The first minute on a new machine: which Python, why not, and what is installed already."""

import shutil
import subprocess
from pathlib import Path

import pytest
from _tools import bootstrap

from tests.deploy.compose import ROOT

OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n'
# What Debian's Python says when the package python3-venv is not there.
NO_ENSUREPIP = "The virtual environment was not created successfully because ensurepip is not available."


def test_an_old_python_is_named_with_what_to_install(tmp_path: Path) -> None:
    for tool in ("bash", "dirname", "head"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    (tmp_path / "python3").write_text(OLD_PYTHON)
    (tmp_path / "python3").chmod(0o755)
    command = [str(ROOT / "bin" / "demo"), "--no-open"]
    refused = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed, and none was found (Python 3.9.2)." in refused.stderr
    assert "apt install python3 python3-venv" in refused.stderr


def test_a_python_without_venv_is_told_with_the_package_to_install() -> None:
    assert "apt install python3-venv" in bootstrap._why_no_venv(NO_ENSUREPIP)


def test_another_failure_is_shown_as_it_is() -> None:
    assert "No space left on device" in bootstrap._why_no_venv("No space left on device")


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sets of requirements of which the larger was installed."""
    for name in ("embedded", "dev"):
        (tmp_path / f"requirements-{name}.txt").write_text(name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMPS", tmp_path)
    (tmp_path / "dev").write_text(bootstrap._digest("dev"))
    return tmp_path


def test_the_development_set_serves_the_demo_too(requirements: Path) -> None:
    assert bootstrap._installed("embedded")


def test_changed_requirements_are_installed_again(requirements: Path) -> None:
    (requirements / "requirements-dev.txt").write_text("newer")
    assert not bootstrap._installed("dev")
