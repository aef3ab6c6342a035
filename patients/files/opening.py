"""Opens an upload: what it is by its bytes, within bounds, and clean. Anything else is refused in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from patients.files import films, papers, pictures
from patients.files.kinds import FileKind, Refused, Stream, claimed, not_one_of_ours

HEAD = 64


class Opened(NamedTuple):
    """What is stored: the kind, and the bytes as they may be kept."""

    kind: FileKind
    content: Stream


def opened(stream: Stream, name: str, size: int) -> Opened:
    """The upload as it may be stored. Raises Refused."""
    if size == 0:
        raise Refused(_("This file is empty. Nothing is stored."))
    kind = _kind(_head(stream))
    said = claimed(name)
    if said and said != kind and not (said.is_video and kind.is_video):
        raise Refused(
            _("The name says %(said)s, the content is %(kind)s. Nothing is stored.")
            % {"said": said.ending, "kind": kind.ending}
        )
    if size > kind.max_mb * 1_000_000:
        raise too_large(kind.max_mb)
    return Opened(kind, _cleaned(kind, stream, size))


def too_large(max_mb: int) -> Refused:
    return Refused(_("This file is too large: at most %(max)d MB. Nothing is stored.") % {"max": max_mb})


def _head(stream: Stream) -> bytes:
    stream.seek(0)
    return stream.read(HEAD)


def _kind(head: bytes) -> FileKind:
    kind = pictures.kind_of(head) or films.kind_of(head) or papers.kind_of(head)
    if kind is None:
        raise not_one_of_ours()
    return kind


def _cleaned(kind: FileKind, stream: Stream, size: int) -> Stream:
    if kind.is_video:
        return films.cleaned(stream, size)
    return pictures.cleaned(stream, kind) if kind.in_place else papers.checked(stream, size)
