"""Stops reading an upload at the size that the service takes, before it fills memory or disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MB = 1_000_000


def max_bytes() -> int:
    """The most that all files of one request may weigh together."""
    return int(settings.ATTACHMENT_MAX_MB) * MB


def is_too_large(declared: str | None) -> bool:
    """Does the length of a request say that its files were not kept?"""
    return (declared or "").isdecimal() and int(declared or 0) > max_bytes()


class CappedUpload(FileUploadHandler):
    """First in ``FILE_UPLOAD_HANDLERS``: past the limit the rest of the request is read and thrown away."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        self.seen += len(raw_data)
        if self.seen > max_bytes():
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - the handlers behind it keep the file
        return None
