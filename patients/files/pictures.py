"""Photos are decoded and written anew: what is stored is a picture and nothing else.

That drops where and with which camera it was taken, and whatever else hid in the file.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from patients.files.kinds import JPEG, PNG, WEBP, FileKind, Refused, Stream, broken

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
# A phone's largest photo has 50 million pixels; a few bytes can claim far more.
MAX_PIXELS = 50_000_000
# Enough to see a knee, and a bound on what decoding costs.
LONGEST_EDGE = 4096
QUALITY = 90


def kind_of(head: bytes) -> FileKind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def cleaned(stream: Stream, kind: FileKind) -> Stream:
    """The picture, upright, at most ``LONGEST_EDGE`` pixels, without anything that was written beside it."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=[FORMATS[kind]]) as picture:
            _check_size(picture)
            return _written(_plain(picture), kind)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:  # a decoder fed with garbage may raise anything at all
        raise broken() from error


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Refused:
    return Refused(_("This picture has too many pixels. Nothing is stored."))


def _plain(picture: Image.Image) -> Image.Image:
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    upright = ImageOps.exif_transpose(picture)
    is_clear = "transparency" in upright.info or upright.mode in {"RGBA", "LA", "PA"}
    return upright.convert("RGBA" if is_clear else "RGB")


def _written(picture: Image.Image, kind: FileKind) -> Stream:
    colours = picture.info.get("icc_profile")
    picture.info = {}
    out = BytesIO()
    picture.save(out, FORMATS[kind], quality=QUALITY, icc_profile=colours)
    out.seek(0)
    return out
