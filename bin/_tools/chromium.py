"""Find a real Chromium for the browser tests, or get one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from _tools.places import Problem

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = """No Chromium was found for the browser tests, and none could be installed. One of these helps:
  Debian, Ubuntu:  apt install chromium
  anywhere:        .venv/bin/python -m playwright install --with-deps chromium
  your own:        CHROMIUM=/path/to/chromium bin/test"""


def path() -> str:
    """The browser's path: the one named, the system's, playwright's, or a freshly installed one."""
    if named := os.environ.get("CHROMIUM"):
        return _usable(named)
    found = _on_system() or _of_playwright() or _by_playwright() or _by_apt()
    if not found:
        raise Problem(HELP)
    return found


def _usable(named: str) -> str:
    found = shutil.which(named)
    if not found:
        raise Problem(f"CHROMIUM names {named}, which is not a program.")
    return found


def _on_system() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        found = playwright.chromium.executable_path
    return found if Path(found).exists() and _starts(found) else None


def _starts(browser: str) -> bool:
    """Playwright's own build needs libraries that a bare system lacks."""
    return subprocess.run([browser, "--version"], capture_output=True, check=False).returncode == 0


def _by_playwright() -> str | None:
    print("Installing Chromium with playwright", flush=True)
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False
    )
    return _of_playwright()


def _by_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium with apt", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *step], env=quiet, capture_output=True, check=False)
    return _on_system()
