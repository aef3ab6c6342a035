"""The pages on which patients come from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from patients.models import Patient
from tests import factories as f

IMPORT = reverse("admin:patients_import")
TEXT = "name,email,date_of_birth\nPetra Sommer,petra@example.org,02/04/1988\n=cmd,no,\n"


def upload(client, text=TEXT):
    return client.post(IMPORT, {"file": SimpleUploadedFile("p.csv", text.encode()), "day_first": "day"})


def carried(page, **more) -> dict[str, object]:
    return {**page.context["form"].initial, **more}


def test_the_file_is_looked_at_first(front_desk):
    page = upload(front_desk)
    assert [str(row.state) for row in page.context["report"].rows] == ["new", "wrong"]
    assert not Patient.objects.exists()


def test_then_the_good_rows_are_taken(front_desk, clinic):
    answer = front_desk.post(IMPORT, carried(upload(front_desk)))
    assert (answer.url, Patient.objects.get().clinic) == (reverse("admin:patients"), clinic)


def test_all_or_nobody_is_taken_where_that_was_said(front_desk):
    front_desk.post(IMPORT, carried(upload(front_desk), only_all="1"))
    assert not Patient.objects.exists()


def test_the_other_rows_can_be_put_right_in_a_spreadsheet(front_desk):
    answer = front_desk.post(IMPORT, carried(upload(front_desk), rest="1"))
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="patients-left.csv"'
    assert "'=cmd,no" in text
    assert "Petra" not in text


def test_somebody_likely_known_is_linked_and_can_be_ticked(front_desk, clinic):
    known = f.PatientFactory.create(clinic=clinic, name="Petra Sommer")
    page = upload(front_desk)
    assert reverse("admin:patient", args=[known.uuid]) in page.content.decode()
    front_desk.post(IMPORT, carried(page, anyway="2"))
    assert Patient.objects.filter(name="Petra Sommer").count() == 2


@pytest.mark.parametrize("content", ["", "!!", "bm8="])
def test_what_was_not_looked_at_is_not_taken(front_desk, content):
    assert front_desk.post(IMPORT, {"content": content}).status_code == 302
    assert not Patient.objects.exists()


def test_a_file_that_is_none_is_refused_at_its_field(front_desk):
    page = front_desk.post(IMPORT, {"file": SimpleUploadedFile("p.csv", b"\x00"), "day_first": "day"})
    assert list(page.context["form"].errors) == ["file"]


def test_there_is_an_empty_file_to_fill_in(front_desk):
    content = front_desk.get(reverse("admin:patients_template")).content.decode("utf-8-sig")
    assert content.startswith("name,email,phone,date_of_birth")
