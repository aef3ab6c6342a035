"""/attachments/: sent as a form, handed out with nothing a browser could run, one range at a time."""

import pytest
from rest_framework.test import APIClient

from accounts.roles import Role
from patients.models import Attachment
from tests import upload_samples as samples
from tests.documents import licensed, signed
from tests.factories import ClinicFactory, EpisodeFactory, PatientFactory, physio
from tests.upload_samples import upload

pytestmark = pytest.mark.django_db
URL = "/api/v1/attachments/"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def patient(clinic):
    return PatientFactory.create(clinic=clinic)


@pytest.fixture
def client(clinic, signed_in):
    return signed_in(physio(clinic))


def send(client: APIClient, patient, content=None, name="squat.mp4", **more):
    file = upload(samples.film() if content is None else content, name)
    return client.post(URL, {"patient": str(patient.uuid), "file": file, **more}, format="multipart")


def content(client, row, **headers):
    return client.get(f"{URL}{row['id']}/content/", headers=headers)


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_is_stored_and_listed(client, patient):
    added = send(client, patient)
    assert (added.status_code, added.data["media_type"]) == (201, "video/mp4")
    rows = client.get(URL, {"patient": str(patient.uuid)}).data["results"]
    assert [row["id"] for row in rows] == [added.data["id"]]
    assert client.get(f"{URL}{added.data['id']}/").data["checksum"] == added.data["checksum"]


def test_the_bytes_come_back(client, patient):
    row = send(client, patient).data
    assert body(content(client, row)) == Attachment.objects.get().file.read()


@pytest.mark.parametrize(
    ("sample", "name", "media_type", "disposition"),
    [
        (samples.film(), "squat.mp4", "video/mp4", 'inline; filename="squat.mp4"'),
        (samples.picture(), "knee.jpg", "image/jpeg", 'inline; filename="knee.jpg"'),
        (samples.PDF, 'a"b.pdf', "application/pdf", 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_what_is_handed_out_can_run_nothing(client, patient, sample, name, media_type, disposition):
    headers = content(client, send(client, patient, sample, name).data).headers
    assert headers["Content-Type"] == media_type
    assert headers["Content-Disposition"] == disposition
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=10-99999999", 10, None),
    ],
)
def test_a_range_is_handed_out(client, patient, asked, first, last):
    row = send(client, patient).data
    whole = body(content(client, row))
    response = content(client, row, range=asked)
    piece = whole[first : None if last is None else last + 1]
    start = len(whole) + first if first < 0 else first
    assert (response.status_code, body(response)) == (206, piece)
    assert response.headers["Content-Range"] == f"bytes {start}-{start + len(piece) - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(len(piece))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_that_is_not_there_is_said(client, patient, asked):
    row = send(client, patient).data
    response = content(client, row, range=asked)
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{row['size']}")


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,5-9", "lines=1-2", "bytes=a-b", "bytes=9-1"])
def test_anything_else_is_answered_or_refused_and_never_breaks(client, patient, asked):
    row = send(client, patient).data
    assert content(client, row, range=asked).status_code in {200, 416}


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        (b"", "knee.jpg"),
        (samples.SVG, "knee.svg"),
        (samples.HTML, "knee.jpg"),
        (samples.zip_bomb(), "knee.jpg"),
    ],
)
def test_what_is_refused_leaves_nothing(client, patient, place, sample, name):
    refused = send(client, patient, sample, name)
    assert (refused.status_code, list(refused.data["fields"])) == (400, ["file"])
    assert not Attachment.objects.exists()
    assert not place.exists()


def test_what_is_far_too_large_is_not_even_kept_while_it_comes(client, patient, settings, place, tmp_path):
    settings.ATTACHMENT_MAX_MB = 1
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    refused = send(client, patient, samples.film(after=samples.box(b"free", bytes(3_000_000))))
    assert (refused.status_code, refused.data["code"]) == (413, "too_large")
    assert list(tmp_path.iterdir()) == []


def test_several_files_together_may_not_weigh_more_either(client, patient, settings, tmp_path):
    settings.ATTACHMENT_MAX_MB = 1
    parts = {f"file{n}": upload(samples.PDF + bytes(400_000) + b"%%EOF", "a.pdf") for n in range(4)}
    refused = client.post(URL, {"patient": str(patient.uuid), **parts}, format="multipart")
    assert refused.status_code == 413


@pytest.mark.parametrize("missing", ["patient", "file"])
def test_what_is_missing_is_named(client, patient, missing):
    sent = {"patient": str(patient.uuid), "file": upload(samples.PDF, "a.pdf")}
    del sent[missing]
    refused = client.post(URL, sent, format="multipart")
    assert (refused.status_code, list(refused.data["fields"])) == (400, [missing])


def test_a_picture_is_handed_out_to_who_asks_for_pictures(client, patient):
    row = send(client, patient, samples.picture(), "knee.jpg").data
    assert content(client, row, accept="image/avif,image/*").status_code == 200


def test_a_withdrawn_file_is_listed_with_its_reason_and_not_handed_out(client, patient):
    row = send(client, patient).data
    client.post(f"{URL}{row['id']}/withdraw/", {"reason": "another patient's knee"}, format="json")
    assert client.get(f"{URL}{row['id']}/").data["withdraw_reason"] == "another patient's knee"
    assert content(client, row).status_code == 404


def test_a_signed_document_takes_no_file(client, patient):
    done = signed(EpisodeFactory.create(patient=patient))
    assert send(client, patient, assessment=str(done.uuid)).status_code == 409


@pytest.mark.parametrize("who", ["front desk", "another clinic", "the patient"])
def test_nobody_else_sends_or_reads(client, clinic, patient, signed_in, place, who):
    row = send(client, patient).data
    people = {
        "front desk": lambda: physio(clinic, Role.FRONT_DESK),
        "another clinic": licensed,
        "the patient": lambda: patient.user,
    }
    other = signed_in(people[who]())
    assert send(other, patient).status_code in {403, 404}
    assert content(other, row).status_code in {403, 404}
    assert other.get(f"{URL}{row['id']}/").status_code in {403, 404}
    assert Attachment.objects.count() == 1
    assert len([path for path in place.rglob("*") if path.is_file()]) == 1
