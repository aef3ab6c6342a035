"""bin/check: all that can be said about the code without running the tests. Names choose: bin/check lint."""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from _tools import settings
from _tools.cli import command
from _tools.places import ROOT, VENV
from _tools.processes import environment
from _tools.servers import Servers

PACKAGES = (
    "clinic", "portal", "desk", "programs", "scheduling", "patients", "notifications", "audit", "accounts",
    "common", "bin", "tests", "benchmarks",
)  # fmt: skip
PYTHON = sys.executable
MANAGE = (PYTHON, str(ROOT / "manage.py"))


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    hint: str = ""
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    seconds: float
    output: str


def main(arguments: list[str]) -> int:
    checks = _chosen(arguments)
    servers = Servers("test")
    with servers.in_use(), ThreadPoolExecutor(os.cpu_count()) as pool:
        base = environment(settings.for_tests(servers, 0))
        outcomes = [_told(outcome) for outcome in pool.map(lambda check: _run(check, base), checks)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(
            f"\n--- {outcome.check.name}\n{outcome.output.rstrip()}\n{outcome.check.hint}".rstrip(),
            flush=True,
        )
    print(f"\n{len(outcomes) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def all_checks() -> list[Check]:
    packages = [name for name in PACKAGES if (ROOT / name).is_dir()]
    return [
        Check("types", (PYTHON, "-m", "mypy", *packages)),
        Check("format", (PYTHON, "-m", "ruff", "format", "--check", "."), "Mend: .venv/bin/ruff format ."),
        Check("lint", (PYTHON, "-m", "ruff", "check", "."), "Mend what can be: .venv/bin/ruff check --fix ."),
        Check("imports", (str(VENV / "bin" / "lint-imports"), "--no-cache")),
        Check(
            "migrations",
            (*MANAGE, "makemigrations", "--check", "--dry-run"),
            "Mend: bin/manage makemigrations",
        ),
        Check(
            "deploy",
            (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
            settings=settings.as_in_production(),
        ),
        Check(
            "openapi",
            (PYTHON, "-m", "_tools.openapi"),
            "Mend: bin/manage spectacular --file docs/openapi.yaml",
        ),
        Check("pack", (*MANAGE, "lint_pack", "packs/runners-knee")),
    ]


def _chosen(arguments: list[str]) -> list[Check]:
    checks = all_checks()
    parser = argparse.ArgumentParser(prog="bin/check", description="Check everything but the tests.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(check.name for check in checks))
    names = parser.parse_args(arguments).names
    if unknown := set(names) - {check.name for check in checks}:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    return [check for check in checks if not names or check.name in names]


def _run(check: Check, base: dict[str, str]) -> Outcome:
    started = time.monotonic()
    own = base | check.settings | {"PYTHONPATH": str(ROOT / "bin")}
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode == 0, time.monotonic() - started, done.stdout)


def _told(outcome: Outcome) -> Outcome:
    word = "ok" if outcome.passed else "FAILED"
    print(f"{outcome.check.name:<12}{word:<8}{outcome.seconds:6.1f} s", flush=True)
    return outcome


if __name__ == "__main__":
    command(main)
