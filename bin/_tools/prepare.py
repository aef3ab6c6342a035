"""Brings the demo's database and static files up to date, in one process; a second time it does nothing."""

import hashlib
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

PACK = "packs/runners-knee"


def main(sign_ins: Path) -> None:
    django.setup()
    _step("Database", lambda: call_command("migrate", verbosity=0, interactive=False))
    _step("Static files", _collect_static)
    unheard = StringIO()
    _step("Protocol pack", lambda: call_command("load_pack", PACK, stdout=unheard))
    _step("Demo clinic", lambda: call_command("demo_clinic", stdout=unheard))
    with sign_ins.open("w", encoding="utf-8") as file:
        call_command("demo_clinic", "--print-signins", stdout=file)


def _step(name: str, work: Callable[[], object]) -> None:
    print(f"  {name:<14}", end="", flush=True)
    started = time.monotonic()
    work()
    print(f"{time.monotonic() - started:6.1f} s", flush=True)


def _collect_static() -> None:
    """Compressing takes seconds, so only when a source file changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if not stamp.is_file() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            found.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
