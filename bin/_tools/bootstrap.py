"""Make the virtual environment and install the pinned requirements, with the standard library alone."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _tools.places import ROOT, VENV, Problem

STAMPS = VENV / "stamps"
LOCK = ROOT / ".data" / "bootstrap.lock"
# The development set contains the embedded one.
SATISFIED_BY = {"embedded": ("embedded", "dev"), "dev": ("dev",)}


def main(requirements: str) -> None:
    with _one_at_a_time():
        if not _venv_works():
            _make_venv()
        if not _installed(requirements):
            _install(requirements)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _venv_works() -> bool:
    """A copied or moved environment, or one whose Python was removed, does not."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([_python(), "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    _say(f"Making a virtual environment in {VENV.relative_to(ROOT)}")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Problem(_why_no_venv(made.stdout + made.stderr))


def _why_no_venv(output: str) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if "ensurepip" in output or "No module named venv" in output:
        return (
            "This Python cannot make virtual environments yet.\n"
            f"  Debian, Ubuntu: apt install python3-venv   (or python{version}-venv)\n"
            "Then run the same command again."
        )
    return f"Python {version} could not make a virtual environment in {VENV}:\n{output}"


def _installed(requirements: str) -> bool:
    return any(
        _stamp(name).is_file() and _stamp(name).read_text() == _digest(name)
        for name in SATISFIED_BY[requirements]
    )


def _install(requirements: str) -> None:
    _say(f"Installing {_file(requirements).name} (the first time this takes a minute or two)")
    shutil.rmtree(STAMPS, ignore_errors=True)
    command = [_python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "-r", str(_file(requirements))]
    if subprocess.run(command, check=False).returncode != 0:
        raise Problem(
            "The requirements could not be installed; pip says why above. Nothing else was changed."
        )
    STAMPS.mkdir()
    _stamp(requirements).write_text(_digest(requirements))


def _say(text: str) -> None:
    """Beside the output proper, which a shell may read (bin/env)."""
    print(text, file=sys.stderr, flush=True)


def _python() -> str:
    return str(VENV / "bin" / "python")


def _file(requirements: str) -> Path:
    return ROOT / f"requirements-{requirements}.txt"


def _stamp(requirements: str) -> Path:
    return STAMPS / requirements


def _digest(requirements: str) -> str:
    return hashlib.sha256(_file(requirements).read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
