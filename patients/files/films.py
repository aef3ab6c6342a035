"""Films: MP4, QuickTime and WebM, told by their structure. What is written beside the pictures is blanked.

An MP4 or QuickTime file is a row of boxes (ISO/IEC 14496-12): length, four letters, content. Phones write the
place into the boxes ``udta`` and ``meta``; they are turned into ``free``, which players skip, full of zeros.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from patients.files.kinds import MOV, MP4, WEBM, FileKind, Refused, Stream, broken

EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
DOCTYPE_WEBM = b"\x42\x82\x84webm"
QUICKTIME = b"qt  "
MP4_BRANDS = frozenset(
    b"isom iso2 iso4 iso5 iso6 mp41 mp42 avc1 M4VH M4VP MSNV dash 3gp4 3gp5 3gp6".split()
) | {b"M4V "}
PHOTO_BRANDS = frozenset(b"heic heix mif1 msf1 avif".split())
PARENTS = frozenset((b"moov", b"trak"))
BESIDE = frozenset((b"udta", b"meta", b"uuid"))
HEADER, LONG_HEADER = 8, 16
ZEROS = bytes(64 * 1024)


class Box(NamedTuple):
    """One box: where it begins, where its content begins, where it ends."""

    name: bytes
    start: int
    content: int
    end: int


def kind_of(head: bytes) -> FileKind | None:
    """Raises Refused for a photo in the same wrapping, which browsers cannot show."""
    if head.startswith(EBML):
        return WEBM if DOCTYPE_WEBM in head else None
    brand = head[8:12]
    if head[4:8] != b"ftyp":
        return None
    if brand in PHOTO_BRANDS:
        raise Refused(_("This photo format cannot be shown everywhere. Save it as JPEG. Nothing is stored."))
    return MOV if brand == QUICKTIME else MP4 if brand in MP4_BRANDS else None


def cleaned(stream: Stream, size: int) -> Stream:
    """The film, its structure checked to the last byte. Raises Refused."""
    stream.seek(0)
    if stream.read(len(EBML)) == EBML:
        _check_webm(stream)
    else:
        _clean_boxes(stream, size)
    stream.seek(0)
    return stream


def _check_webm(stream: Stream) -> None:
    """The header says its own length (in the low bits of one byte, for a header this short)."""
    length = stream.read(1)
    if not length or length[0] < 0x80:
        raise broken()
    stream.seek(length[0] & 0x7F, 1)
    if stream.read(len(SEGMENT)) != SEGMENT:
        raise broken()


def _clean_boxes(stream: Stream, size: int) -> None:
    names = set()
    for box in _boxes(stream, 0, size):
        names.add(box.name)
        _clean(stream, box)
    if b"moov" not in names:
        raise broken()


def _clean(stream: Stream, box: Box) -> None:
    if box.name in BESIDE:
        _blank(stream, box)
    elif box.name in PARENTS:
        for inner in list(_boxes(stream, box.content, box.end)):
            _clean(stream, inner)


def _boxes(stream: Stream, start: int, end: int) -> Iterator[Box]:
    """The boxes that fill a stretch exactly. Raises Refused when they do not."""
    while start < end:
        stream.seek(start)
        head = stream.read(LONG_HEADER)
        length, name = int.from_bytes(head[:4], "big"), head[4:HEADER]
        header = LONG_HEADER if length == 1 else HEADER
        if length == 1:
            length = int.from_bytes(head[HEADER:LONG_HEADER], "big")
        elif length == 0:
            length = end - start
        if length < header or start + length > end:
            raise broken()
        yield Box(name, start, start + header, start + length)
        start += length


def _blank(stream: Stream, box: Box) -> None:
    stream.seek(box.start + 4)
    stream.write(b"free")
    stream.seek(box.content)
    left = box.end - box.content
    while left > 0:
        left -= stream.write(ZEROS[:left])
