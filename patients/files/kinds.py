"""The few kinds of file that are taken, how large each may be, and whether a browser may show it in place."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

MB = 1_000_000
PAPER_MB = 15


@dataclass(frozen=True, slots=True)
class FileKind:
    """``endings`` are what people call it, the first one ours. A PDF may carry scripts: never in place."""

    media_type: str
    endings: tuple[str, ...]
    is_video: bool = False
    in_place: bool = True

    @property
    def ending(self) -> str:
        return self.endings[0]

    @property
    def max_mb(self) -> int:
        most: int = settings.ATTACHMENT_MAX_MB
        return most if self.is_video else min(PAPER_MB, most)


JPEG = FileKind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = FileKind("image/png", (".png",))
WEBP = FileKind("image/webp", (".webp",))
MP4 = FileKind("video/mp4", (".mp4", ".m4v"), is_video=True)
MOV = FileKind("video/quicktime", (".mov", ".qt"), is_video=True)
WEBM = FileKind("video/webm", (".webm",), is_video=True)
PDF = FileKind("application/pdf", (".pdf",), in_place=False)
KINDS = (JPEG, PNG, WEBP, MP4, MOV, WEBM, PDF)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
ACCEPT = ",".join(kind.media_type for kind in KINDS)

# Every reader starts where the one before it stopped: it seeks first.
Stream = IO[bytes]


class Refused(ValueError):
    """A file that is not taken; its text says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))


def claimed(name: str) -> FileKind | None:
    """The kind that a name says, if it says one of ours."""
    ending = PurePath(name).suffix.lower()
    return next((kind for kind in KINDS if ending in kind.endings), None)


def not_one_of_ours() -> Refused:
    return Refused(_("This is no photo (JPEG, PNG, WebP), film (MP4, MOV, WebM) or PDF. Nothing is stored."))


def broken() -> Refused:
    return Refused(_("This file is damaged and cannot be read. Nothing is stored."))
