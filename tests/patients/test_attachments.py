"""Files are told by their bytes, cleaned, and stored together with their row or not at all."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import File
from django.db import DatabaseError
from PIL import Image

from accounts.roles import Role
from common.errors import Conflict, InvalidInput, NotFound
from patients.models import Attachment
from patients.services.attachments import attach_file, withdraw_attachment
from tests import upload_samples as samples
from tests.documents import filled, licensed, signed
from tests.factories import EpisodeFactory, PatientFactory, physio
from tests.upload_samples import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def by(patient):
    return physio(patient.clinic)


def on_disk(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def said(refused) -> str:
    """Why the file was refused."""
    return str(refused.value.fields["file"][0])


def stored(row: Attachment) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (samples.picture("JPEG"), "knee.JPG", "image/jpeg"),
        (samples.picture("PNG"), "knee.png", "image/png"),
        (samples.picture("WEBP"), "knee.webp", "image/webp"),
        (samples.film(), "squat.mp4", "video/mp4"),
        (samples.film(b"qt  "), "squat.mov", "video/quicktime"),
        (samples.film(), "squat.mov", "video/mp4"),
        (samples.webm(), "squat.webm", "video/webm"),
        (samples.PDF, "letter.pdf", "application/pdf"),
        (samples.PDF, "no ending", "application/pdf"),
    ],
)
def test_what_is_taken(patient, by, content, name, media_type):
    row = attach_file(by=by, patient=patient.uuid, upload=upload(content, name))
    assert (row.media_type, row.size) == (media_type, len(stored(row)))
    assert row.checksum == hashlib.sha256(stored(row)).hexdigest()


REFUSED = {
    "an empty file": (b"", "knee.jpg", "empty"),
    "HTML with a photo's name": (samples.HTML, "knee.jpg", "no photo"),
    "SVG with a script": (samples.SVG, "knee.svg", "no photo"),
    "a zip bomb": (samples.zip_bomb(), "knee.zip", "no photo"),
    "a zip bomb with a photo's name": (samples.zip_bomb(), "knee.jpg", "no photo"),
    "too many pixels": (samples.pixel_bomb(), "knee.png", "too many pixels"),
    "a PDF with a photo's name": (samples.PDF, "knee.jpg", "The name says .jpg, the content is .pdf"),
    "a photo with a PDF's name": (samples.picture(), "letter.pdf", "The name says .pdf"),
    "a PDF with a script": (samples.SCRIPTED_PDF, "letter.pdf", "carries scripts"),
    "a PDF cut short": (samples.PDF[:40], "letter.pdf", "damaged"),
    "a photo cut short": (samples.picture()[:200], "knee.jpg", "damaged"),
    "a photo's first bytes and a page": (b"\xff\xd8\xff" + samples.HTML, "knee.jpg", "damaged"),
    "a film with a page behind it": (samples.film(after=samples.HTML), "squat.mp4", "damaged"),
    "a film with an archive behind it": (samples.film(after=samples.zip_bomb()), "squat.mp4", "damaged"),
    "a film without a header": (samples.box(b"ftyp", b"isom" * 3), "squat.mp4", "damaged"),
    "a film of another kind": (samples.film(b"xxxx"), "squat.mp4", "no photo"),
    "a photo that browsers cannot show": (samples.film(b"heic"), "knee.heic", "Save it as JPEG"),
    "matroska": (samples.webm().replace(b"webm", b"mkvs"), "squat.webm", "no photo"),
    "a WebM header alone": (samples.webm()[:12], "squat.webm", "damaged"),
    "a GIF": (samples.picture("GIF"), "knee.gif", "no photo"),
    "a program": (b"MZ" + bytes(100), "knee.exe", "no photo"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_nothing(patient, by, place, case):
    content, name, words = REFUSED[case]
    with pytest.raises(InvalidInput) as refused:
        attach_file(by=by, patient=patient.uuid, upload=upload(content, name))
    assert words in said(refused)
    assert "Nothing is stored." in said(refused)
    assert (Attachment.objects.exists(), on_disk(place)) == (False, [])


@pytest.mark.parametrize(
    ("content", "name", "most"),
    [
        (samples.PDF + bytes(2_000_000) + b"%%EOF", "a.pdf", 1),
        (samples.film(after=samples.box(b"free", bytes(1_000_000))), "a.mp4", 1),
    ],
    ids=["PDF", "film"],
)
def test_what_is_too_large_is_refused(patient, by, place, settings, content, name, most):
    settings.ATTACHMENT_MAX_MB = most
    with pytest.raises(InvalidInput) as refused:
        attach_file(by=by, patient=patient.uuid, upload=upload(content, name))
    assert "at most 1 MB" in said(refused)
    assert on_disk(place) == []


def test_photos_and_papers_have_a_limit_of_their_own(patient, by, settings):
    settings.ATTACHMENT_MAX_MB = 50
    with pytest.raises(InvalidInput) as refused:
        attach_file(by=by, patient=patient.uuid, upload=upload(samples.PDF + bytes(15_000_000), "a.pdf"))
    assert "at most 15 MB" in said(refused)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_forgets_where_it_was_taken(patient, by, form):
    content = samples.photo_with_place(form)
    assert samples.SECRET in content
    row = attach_file(by=by, patient=patient.uuid, upload=upload(content, f"knee.{form.lower()}"))
    kept = stored(row)
    with Image.open(BytesIO(kept)) as image:
        assert (dict(image.getexif()), image.size) == ({}, (20, 40))
    assert samples.SECRET not in kept


@pytest.mark.parametrize("brand", [b"isom", b"qt  "])
def test_a_film_forgets_where_it_was_taken_and_stays_whole(patient, by, brand):
    content = samples.film(brand)
    row = attach_file(by=by, patient=patient.uuid, upload=upload(content, "squat.mov"))
    kept = stored(row)
    assert samples.SECRET not in kept
    assert (len(kept), kept.count(b"free"), kept[-508:]) == (len(content), 2, content[-508:])


@pytest.mark.parametrize(
    ("mode", "form"), [("RGBA", "PNG"), ("P", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("I;16", "PNG")]
)
def test_photos_of_every_mode_are_taken(patient, by, mode, form):
    out = BytesIO()
    Image.new(mode, (10, 10)).save(out, form)
    attach_file(by=by, patient=patient.uuid, upload=upload(out.getvalue(), "knee"))


def test_a_large_photo_is_made_smaller(patient, by):
    content = samples.picture("JPEG", (5000, 1000))
    row = attach_file(by=by, patient=patient.uuid, upload=upload(content, "knee.jpg"))
    with Image.open(row.file.open("rb")) as image:
        assert image.size == (4096, 819)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\fakepath\\knee.jpeg", "knee.jpg"),
        ("knee\r\nSet-Cookie: x.jpg", "kneeSet-Cookie: x.jpg"),
        ("ä ö.jpg", "ä ö.jpg"),
        (".jpg", "jpg.jpg"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
        ("page.html", "page.jpg"),
    ],
)
def test_a_name_is_only_a_name(patient, by, name, kept):
    sent = upload(samples.picture(), "knee.jpg")
    sent.__dict__["_name"] = name  # what Django's own cleaning would let through or not
    assert attach_file(by=by, patient=patient.uuid, upload=sent).name == kept


def test_on_disk_nothing_tells_whose_it_is(patient, by, place):
    attach_file(by=by, patient=patient.uuid, upload=upload(samples.picture(), "maya.jpg"))
    (path,) = on_disk(place)
    assert path.stem != "maya"
    assert path.stat().st_mode & 0o777 == 0o600


def test_if_the_row_fails_no_file_stays(patient, by, place, monkeypatch):
    def fails(**_fields):
        raise DatabaseError("no")

    monkeypatch.setattr(Attachment.objects, "create", fails)
    with pytest.raises(DatabaseError):
        attach_file(by=by, patient=patient.uuid, upload=upload(samples.picture(), "knee.jpg"))
    assert on_disk(place) == []


def test_if_the_disk_fails_no_row_stays(patient, by, place, monkeypatch):
    def full(_self):
        yield b"half of it"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(File, "chunks", full)
    with pytest.raises(OSError, match="No space"):
        attach_file(by=by, patient=patient.uuid, upload=upload(samples.picture(), "knee.jpg"))
    assert (Attachment.objects.exists(), on_disk(place)) == (False, [])


def test_a_file_may_belong_to_a_draft(by, patient):
    draft = filled(EpisodeFactory.create(patient=patient))
    row = attach_file(
        by=by, patient=patient.uuid, assessment=draft.uuid, upload=upload(samples.picture(), "a.jpg")
    )
    assert (row.assessment, row.episode) == (draft, draft.episode)


def test_what_is_signed_takes_no_file(by, patient, place):
    done = signed(EpisodeFactory.create(patient=patient))
    with pytest.raises(Conflict):
        attach_file(
            by=by, patient=patient.uuid, assessment=done.uuid, upload=upload(samples.picture(), "a.jpg")
        )
    assert on_disk(place) == []


def test_files_of_two_patients_do_not_mix(by, patient):
    other = EpisodeFactory.create(patient=PatientFactory.create(clinic=patient.clinic))
    with pytest.raises(NotFound):
        attach_file(
            by=by, patient=patient.uuid, episode=other.uuid, upload=upload(samples.picture(), "a.jpg")
        )


@pytest.mark.parametrize("who", ["front desk", "another clinic"])
def test_nobody_else_adds_or_withdraws(patient, by, place, who):
    row = attach_file(by=by, patient=patient.uuid, upload=upload(samples.picture(), "a.jpg"))
    person = physio(patient.clinic, Role.FRONT_DESK) if who == "front desk" else licensed()
    with pytest.raises(NotFound):
        attach_file(by=person, patient=patient.uuid, upload=upload(samples.picture(), "b.jpg"))
    with pytest.raises(NotFound):
        withdraw_attachment(by=person, attachment=row.uuid, reason="mine")
    assert len(on_disk(place)) == 1


def test_a_file_that_came_to_the_wrong_record_is_withdrawn_once(patient, by):
    row = attach_file(by=by, patient=patient.uuid, upload=upload(samples.picture(), "a.jpg"))
    row = withdraw_attachment(by=by, attachment=row.uuid, reason="another patient's knee")
    assert (row.withdrawn_by, row.withdraw_reason) == (by, "another patient's knee")
    with pytest.raises(Conflict):
        withdraw_attachment(by=by, attachment=row.uuid, reason="again")
    with pytest.raises(InvalidInput):
        withdraw_attachment(by=by, attachment=row.uuid, reason="")
