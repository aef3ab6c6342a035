"""PDF: a document from its first byte to its end mark, without scripts, programs or files inside.

Only what stands in the open is seen; a compressed part may hide the same. That is why a PDF is handed out as
a download only, and never opened here.
"""

import re

from django.utils.translation import gettext as _

from patients.files.kinds import PDF, FileKind, Refused, Stream, broken

ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles|RichMedia)\b")
TAIL = 1024
STEP = 1024 * 1024
LONGEST_WORD = 32


def kind_of(head: bytes) -> FileKind | None:
    return PDF if re.match(rb"%PDF-[12]\.\d", head) else None


def checked(stream: Stream, size: int) -> Stream:
    """The document as it is. Raises Refused."""
    stream.seek(max(0, size - TAIL))
    if b"%%EOF" not in stream.read():
        raise broken()
    if _is_active(stream):
        raise Refused(
            _("This PDF carries scripts or files inside. Print it to a new PDF first. Nothing is stored.")
        )
    stream.seek(0)
    return stream


def _is_active(stream: Stream) -> bool:
    """Read in steps; each begins with the end of the last, so that no word falls between two."""
    stream.seek(0)
    rest = b""
    while step := stream.read(STEP):
        if ACTIVE.search(rest + step):
            return True
        rest = step[-LONGEST_WORD:]
    return False
