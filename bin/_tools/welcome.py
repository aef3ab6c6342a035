"""Waits until the demo answers, then says where it is and who can sign in."""

import asyncio
import os
import sys
import urllib.error
import urllib.request
import webbrowser
from dataclasses import dataclass
from pathlib import Path

RULE = "-" * 78


@dataclass(frozen=True)
class Welcome:
    site: str
    mail: str
    sign_ins: Path
    open_browser: bool

    async def __call__(self) -> None:
        while not await asyncio.to_thread(_ready, f"{self.site}/health/ready"):
            await asyncio.sleep(0.2)
        print(self._text(), flush=True)
        if self.open_browser and _has_desktop():
            await asyncio.to_thread(webbrowser.open, self.site)

    def _text(self) -> str:
        return "\n".join(
            [
                RULE,
                f"  The portal (patients)   {self.site}/",
                f"  The admin UI (staff)    {self.site}/admin/",
                f"  The API                 {self.site}/api/v1/docs/",
                f"  All mail it sends       {self.mail}/",
                "",
                self.sign_ins.read_text(encoding="utf-8").rstrip(),
                "",
                "  Ctrl-C stops everything; the data stays. Begin again: bin/demo --reset",
                RULE,
            ]
        )


def _ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def _has_desktop() -> bool:
    named = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return sys.stdout.isatty() and (named or sys.platform == "darwin")
