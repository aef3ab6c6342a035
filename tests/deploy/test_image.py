"""The Dockerfile: linted, and the image holds what it must and nothing else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.deploy.compose import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_dockerfile_has_no_lint() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint
    linted = subprocess.run(
        [hadolint, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_the_service_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001"]


def test_only_the_services_own_requirements_are_installed() -> None:
    assert re.findall(r"requirements\S*\.txt", DOCKERFILE) == ["requirements.txt", "requirements.txt"]
    assert "pixeltable" not in (ROOT / "requirements.txt").read_text()


def test_every_package_of_the_service_goes_into_the_image() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages | {"templates", "packs", "manage.py", "requirements.txt"} <= let_in


def test_neither_data_nor_secrets_nor_tests_go_into_the_image() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert next(line for line in lines if not line.startswith("#")) == "*"
    assert {"!.data", "!.env", "!secrets", "!tests", "!bin", "!.git"} & set(lines) == set()
