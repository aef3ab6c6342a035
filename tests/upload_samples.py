"""Small files of every kind, honest and not, made on the spot."""

import struct
import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
SECRET = b"canary-place"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCRIPTED_PDF = PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    """As a browser sends it; what the browser calls its type is a lie each time."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode != "1" else 1).save(out, form, **options)
    return out.getvalue()


def photo_with_place(form: str = "JPEG") -> bytes:
    """A photo that says where, with what, and that it lies on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKE] = SECRET.decode()
    exif[GPS] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    extra: dict[str, Any] = {"comment": SECRET} if form == "JPEG" else {}
    return picture(form, exif=exif.tobytes(), **extra)


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def film(brand: bytes = b"isom", *, after: bytes = b"") -> bytes:
    """An MP4 or QuickTime file with the place in its header, twice, and a little data."""
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"udta", box(b"loci", SECRET)))
    header = box(b"moov", box(b"mvhd", bytes(100)) + track + box(b"udta", box(b"\xa9xyz", SECRET)))
    return box(b"ftyp", brand + bytes(4) + brand) + header + box(b"mdat", bytes(500)) + after


def webm() -> bytes:
    doctype = b"\x42\x82\x84webm"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(doctype)]) + doctype + b"\x18\x53\x80\x67" + bytes(80)


def zip_bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("huge", bytes(20_000_000))
    return out.getvalue()


def pixel_bomb() -> bytes:
    """A picture of a few kilobytes that would be 400 MB in memory."""
    return picture("PNG", (20_000, 20_000), mode="1")
