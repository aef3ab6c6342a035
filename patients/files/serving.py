"""Hands a file of the record out, the same on the page and over the API. The caller has been at the door."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from common.downloads import file_response
from common.errors import NotFound
from patients.files.kinds import BY_MEDIA_TYPE
from patients.models import Attachment


def served(attachment: Attachment, asked: str) -> HttpResponseBase:
    """The file, or the range that the ``Range`` header asks for. Raises NotFound for a withdrawn one."""
    if attachment.withdrawn_at:
        raise NotFound(_("This file was withdrawn."))
    return file_response(
        attachment.file.open("rb"),
        size=attachment.size,
        media_type=attachment.media_type,
        name=attachment.name,
        in_place=BY_MEDIA_TYPE[attachment.media_type].in_place,
        asked=asked,
    )
