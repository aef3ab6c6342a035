"""Hands a private file to whoever was let in: as what it is, in place or as a download, and never executable.

A browser asks for a film in pieces (RFC 9110, section 14): one range of bytes is answered, anything else gets
the whole.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

STEP = 256 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
# Whatever the bytes are, they may load nothing, run nothing and stand in no frame.
POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def file_response(
    stream: IO[bytes], *, size: int, media_type: str, name: str, in_place: bool, asked: str = ""
) -> HttpResponseBase:
    """The file, or the range of it that the header ``asked`` names; 416 for a range that is not there."""
    span = _span(asked, size)
    if span is None:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    response = StreamingHttpResponse(_piece(stream, first, last), content_type=media_type)
    if (first, last) != (0, size - 1):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    disposition = content_disposition_header(as_attachment=not in_place, filename=name)
    for header, value in (
        ("Content-Length", str(last - first + 1)),
        ("Content-Disposition", disposition or "attachment"),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Accept-Ranges", "bytes"),
    ):
        response.headers[header] = value
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None when the range lies outside. What is no single range asks for the whole."""
    found = RANGE.match(asked.strip())
    if not found or found.group() == "bytes=-":
        return 0, size - 1
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def _piece(stream: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        left = last - first + 1
        while left > 0 and (step := stream.read(min(STEP, left))):
            left -= len(step)
            yield step
