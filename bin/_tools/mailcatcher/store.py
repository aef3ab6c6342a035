"""The caught mail, one file a message, newest first."""

import re
import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

NAME = re.compile(r"[0-9]{19,20}")


@dataclass(frozen=True)
class Mail:
    id: str
    message: EmailMessage

    @property
    def caught_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.id) / 1e9).astimezone()

    def header(self, name: str) -> str:
        return str(self.message.get(name, ""))

    def body(self, kind: str) -> str:
        """The `plain` or `html` text; empty when there is none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""


@dataclass(frozen=True)
class Store:
    directory: Path

    def add(self, content: bytes) -> None:
        """Written under another name first, so that the page never sees half a message."""
        self.directory.mkdir(parents=True, exist_ok=True)
        path = self.directory / f"{time.time_ns()}.eml"
        fresh = path.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.rename(path)

    def newest(self, count: int = 200) -> list[Mail]:
        paths = sorted(self.directory.glob("*.eml"), reverse=True)
        return [_read(path) for path in paths[:count]]

    def get(self, id: str) -> Mail | None:
        path = self.directory / f"{id}.eml"
        return _read(path) if NAME.fullmatch(id) and path.is_file() else None


def _read(path: Path) -> Mail:
    return Mail(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))
