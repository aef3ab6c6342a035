"""The report and the handout as PDF: what stands in them, for whom, and that words stay words."""

import io
from datetime import timedelta
from typing import Any, cast

import pytest
from pypdf import PdfReader

from common import clock
from common.pdf.blocks import Document, Figure, Paragraph
from common.pdf.setting import as_pdf
from patients.access import get_episode
from programs.access import get_program
from programs.documents.handout import handout
from programs.documents.report import Reader, report
from tests import factories as f
from tests.desk.record import examined, filled_in, measured, warned

pytestmark = pytest.mark.django_db

MARKUP = '#panic("x") *b* $a$ <b>&amp; @ref `raw` \\u{41} // #read("/etc/passwd")'


@pytest.fixture
def by():
    return f.physio()


@pytest.fixture
def program(by):
    clinic = by.memberships.get().clinic
    patient = f.PatientFactory.create(clinic=clinic, name="Łukasz Öztürk")
    today = clock.today_in(patient.time_zone)
    program = f.assigned_program(patient, by=by, start_on=today - timedelta(days=20))
    f.logged(program, today - timedelta(days=20), pain=5)
    f.logged(program, today, pain=2)
    return program


def words(pdf):
    """All text on one line: a break inside a sentence says nothing."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def reported(program, reader):
    return report(program.episode, reader)


def document(*blocks, **fields):
    defaults = {"title": "T", "language": "en", "sender": ["C"], "prepared": "P", "page": "{n}/{all}"}
    return Document(**{**defaults, **fields}, blocks=blocks)


@pytest.mark.parametrize("reader", Reader)
def test_a_report_names_the_patient_the_plan_and_the_pain(program, reader):
    text = words(reported(program, reader))
    assert [
        part for part in ("Łukasz Öztürk", program.name, "Worst pain in the first week 5") if part not in text
    ] == []


def test_what_is_for_clinicians_is_left_out_of_the_patients_report(program, by):
    warned(program.patient)
    today = clock.today_in(program.patient.time_zone)
    examined(program.episode, by, today, content={"findings": {"weak-hip-control": {"side": "left"}}})
    gp, patient = (words(reported(program, reader)) for reader in (Reader.GP, Reader.PATIENT))
    said = ("Weak hip control, left", "Warning signs", "PT 1234")
    assert [part for part in said if part not in gp] == []
    assert [part for part in said if part in patient] == []


def test_a_change_is_told_against_what_matters(program):
    today = clock.today_in(program.patient.time_zone)
    filled_in(program.episode, "my-activities-0-10", today - timedelta(days=9), [3, 3, 3])
    filled_in(program.episode, "my-activities-0-10", today, [6, 6, 6])
    assert "an important change for the better" in words(reported(program, Reader.GP))


def test_weight_stays_out_unless_the_patient_wants_it(program):
    measured(program.episode, "weight", {"": 71}, clock.today_in(program.patient.time_zone), unit="kg")
    assert "71" not in words(reported(program, Reader.GP))


def test_a_handout_has_each_exercise_with_its_dose(program):
    text = words(handout(program))
    for row in program.prescriptions.filter(effective_to=None).select_related("exercise"):
        assert row.exercise.name in text
    assert "3 days a week" in text
    assert program.patient.clinic.emergency_number in text


def test_names_are_printed_as_they_are_whatever_they_hold(program):
    program.patient.name = MARKUP
    program.patient.save()
    program.refresh_from_db()
    for pdf in (reported(program, Reader.GP), handout(program)):
        assert " ".join(MARKUP.split()) in words(pdf)


def test_the_same_document_is_the_same_bytes(program):
    assert reported(program, Reader.GP) == reported(program, Reader.GP)


def test_a_document_is_tagged_and_says_its_title_and_language(program):
    reader = PdfReader(io.BytesIO(reported(program, Reader.GP)))
    assert cast(Any, reader.root_object)["/MarkInfo"]["/Marked"]
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata.title == "Progress report"


def test_a_letter_that_no_font_has_is_no_reason_to_print_nothing():
    assert as_pdf(document(Paragraph("\U0001f9bf \ue000"))).startswith(b"%PDF-")


def test_every_page_is_numbered():
    pdf = as_pdf(document(*(Paragraph("line") for _number in range(120))))
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 1
    assert f"{len(pages)}/{len(pages)}" in pages[-1].extract_text()


def test_a_drawing_carries_its_words_for_those_who_cannot_see_it():
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>'
    )
    pdf = as_pdf(document(Figure(drawn, "Worst pain falls", "Pain")))
    assert "Worst pain falls".encode("utf-16-be") in pdf or b"Worst pain falls" in pdf


def test_a_long_history_costs_as_many_queries_as_a_short_one(by, program, django_assert_max_num_queries):
    today = clock.today_in(program.patient.time_zone)
    episode = get_episode(by, program.episode.uuid)
    with django_assert_max_num_queries(24):
        report(episode, Reader.GP)
    for week in range(12):
        filled_in(program.episode, "my-activities-0-10", today - timedelta(weeks=week), [3, 4, 5])
        measured(program.episode, "knee-to-wall", {"left": 8}, today - timedelta(weeks=week), unit="cm")
    with django_assert_max_num_queries(24):
        report(episode, Reader.GP)
    with django_assert_max_num_queries(8):
        handout(get_program(by, program.uuid))
