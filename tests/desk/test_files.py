"""Files of the record on the desk."""

import pytest
from django.urls import reverse

from patients.models import Attachment
from tests import upload_samples as samples
from tests.documents import filled
from tests.factories import EpisodeFactory
from tests.upload_samples import upload


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def url(patient):
    return reverse("admin:attachments", args=[patient.uuid])


def test_a_photo_is_stored_and_shown(physio, url):
    response = physio.post(url, {"file": upload(samples.picture(), "knee.jpg")}, follow=True)
    text = response.content.decode()
    row = Attachment.objects.get()
    assert f'<img src="{reverse("admin:attachment", args=[row.uuid])}" alt="knee.jpg"' in text
    assert physio.get(reverse("admin:attachment", args=[row.uuid])).headers["Content-Type"] == "image/jpeg"


def test_a_file_may_belong_to_the_draft_at_hand(physio, url, patient):
    draft = filled(EpisodeFactory.create(patient=patient))
    sent = {"file": upload(samples.picture(), "a.jpg"), "belongs_to": f"assessment:{draft.uuid}"}
    physio.post(url, sent)
    assert Attachment.objects.get().assessment == draft


def test_a_made_up_place_is_refused(physio, url):
    sent = {"file": upload(samples.picture(), "a.jpg"), "belongs_to": "patient:1"}
    assert physio.post(url, sent).status_code == 200
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("sample", "name", "words"),
    [
        (b"", "knee.jpg", "This file is empty."),
        (samples.SVG, "knee.svg", "This is no photo"),
        (samples.PDF, "knee.jpg", "The name says .jpg"),
    ],
)
def test_a_refusal_stands_at_the_field(physio, url, place, sample, name, words):
    response = physio.post(url, {"file": upload(sample, name)})
    assert words in response.content.decode()
    assert not place.exists()


def test_what_is_far_too_large_is_said(physio, url, settings):
    settings.ATTACHMENT_MAX_MB = 1
    big = samples.film(after=samples.box(b"free", bytes(2_000_000)))
    response = physio.post(url, {"file": upload(big, "squat.mp4")})
    assert response.status_code == 413
    assert "at most 1 MB" in response.content.decode()


def test_a_film_plays_and_a_paper_is_a_download(physio, url):
    physio.post(url, {"file": upload(samples.film(), "squat.mp4")})
    physio.post(url, {"file": upload(samples.PDF, "letter.pdf")})
    assert "<video" in physio.get(url).content.decode()
    paper = Attachment.objects.get(name="letter.pdf")
    answer = physio.get(reverse("admin:attachment", args=[paper.uuid]))
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_of_the_wrong_record_is_withdrawn(physio, url):
    physio.post(url, {"file": upload(samples.picture(), "knee.jpg")})
    row = Attachment.objects.get()
    physio.post(reverse("admin:attachment_withdraw", args=[row.uuid]), {"reason": "another patient's"})
    assert "Withdrawn: another patient" in physio.get(url).content.decode()
    assert physio.get(reverse("admin:attachment", args=[row.uuid])).status_code == 404


def test_front_desk_gets_no_file(physio, front_desk, url):
    physio.post(url, {"file": upload(samples.picture(), "knee.jpg")})
    row = Attachment.objects.get()
    assert front_desk.get(reverse("admin:attachment", args=[row.uuid])).status_code == 404
    assert front_desk.post(url, {"file": upload(samples.picture(), "b.jpg")}).status_code == 404
