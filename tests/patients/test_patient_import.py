"""Patients from a file: what becomes of each row, and that the same file takes nobody twice."""

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from common.errors import InvalidInput, NotFound
from patients.models import Patient, Preferences
from patients.services.patient_import import import_patients, look_at_patients
from patients.services.patient_rows import LARGEST, MOST_ROWS, read_day
from tests.factories import ClinicFactory, PatientFactory, physio

pytestmark = pytest.mark.django_db
HEAD = "name;email;phone;date_of_birth\n"
PETRA = "Petra Sommer;Petra@Example.org;030 901820;02.04.1988\n"
OLE = "Ole Hansen;ole@example.org;;\n"


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def by(clinic):
    return physio(clinic, Role.FRONT_DESK)


def look(by, text, **options):
    return look_at_patients(by=by, content=text.encode(), **{"day_first": True, **options})


def take(by, text, **options):
    return import_patients(by=by, content=text.encode(), **{"day_first": True, **options})


def states(report):
    return [(row.line, str(row.state)) for row in report.rows]


def test_looking_stores_nothing(by):
    assert states(look(by, HEAD + PETRA + OLE)) == [(2, "new"), (3, "new")]
    assert not Patient.objects.exists()


def test_the_good_rows_are_registered_in_the_form_that_is_kept(by, clinic):
    take(by, HEAD + PETRA)
    petra = Patient.objects.get()
    assert (petra.clinic, petra.name, petra.email) == (clinic, "Petra Sommer", "petra@example.org")
    assert (petra.phone, petra.date_of_birth) == ("+4930901820", date(1988, 4, 2))
    assert (petra.time_zone, petra.language) == (clinic.time_zone, clinic.language)
    assert Preferences.objects.filter(patient=petra).exists()


def test_who_did_it_is_written_down(by):
    take(by, HEAD + PETRA)
    petra: Any = Patient.objects.get()
    metadata = petra.events.get().pgh_context.metadata
    assert metadata == {"user": by.pk, "reason": "imported from a file"}


def test_the_same_file_again_registers_nobody(by):
    text = HEAD + PETRA + OLE + "Only Name;;;\n"
    assert len(take(by, text)) == 3
    assert states(look(by, text)) == [(2, "known"), (3, "known"), (4, "known")]
    assert take(by, text, anyway={2, 3, 4}) == []


def test_nobody_is_registered_twice_from_one_file(by):
    text = HEAD + PETRA + PETRA
    assert states(look(by, text)) == [(2, "new"), (3, "known")]
    assert len(take(by, text)) == 1


def test_a_wrong_row_names_its_fields_and_the_others_are_taken(by):
    text = HEAD + "Petra;no;123;99.99.1988\n" + OLE
    wrong = look(by, text).wrong
    assert [(row.line, set(row.problems)) for row in wrong] == [(2, {"email", "phone", "date_of_birth"})]
    assert [patient.name for patient in take(by, text)] == ["Ole Hansen"]


def test_all_or_nobody(by):
    with pytest.raises(InvalidInput):
        take(by, HEAD + OLE + ";;;1.1.1990\n", only_all=True)
    assert not Patient.objects.exists()


def test_somebody_likely_known_is_taken_only_when_it_is_said(by, clinic):
    known = PatientFactory.create(clinic=clinic, name="Sommer Petra", date_of_birth=date(1988, 4, 2))
    report = look(by, HEAD + PETRA)
    assert [duplicate.patient for duplicate in report.likely[0].duplicates] == [known]
    assert take(by, HEAD + PETRA) == []
    assert len(take(by, HEAD + PETRA, anyway={2})) == 1


def test_somebody_like_an_earlier_row_is_named(by):
    report = look(by, HEAD + PETRA + "Petra Sommer;other@example.org;;\n")
    assert (report.likely[0].line, report.likely[0].twin) == (3, 2)


@pytest.mark.parametrize("first", [True, False])
def test_an_address_of_somebody_else_is_wrong(by, clinic, first):
    if first:
        PatientFactory.create(clinic=clinic, name="Paul Winter", email="petra@example.org")
        text = HEAD + PETRA
    else:
        text = HEAD + "Paul Winter;petra@example.org;;\n" + PETRA
    assert [list(row.problems) for row in look(by, text).wrong] == [["email"]]


def test_another_clinics_patients_are_not_compared(by):
    PatientFactory.create(name="Petra Sommer", email="petra@example.org")
    assert states(look(by, HEAD + PETRA)) == [(2, "new")]


def test_a_name_in_two_columns_and_columns_nobody_knows(by):
    report = look(by, "First name,Surname,Shoe size\nPetra,Sommer,39\n")
    assert (report.left_out, report.new[0].patient.name) == (("Shoe size",), "Petra Sommer")


def test_words_are_read_as_people_write_them(by):
    text = "Patient,Referral source,Emergency contact,Emergency relation\nPetra,Doctor,Ole,Partner\n"
    patient = look(by, text).new[0].patient
    assert (patient.referral_source, patient.emergency_name, patient.emergency_relation) == (
        "doctor",
        "Ole",
        "partner",
    )


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "name\n", "town,age\nKöln,3\n", "name,name\nA,B\n", "name\n" + "A\n" * (MOST_ROWS + 1)],
)
def test_a_file_that_names_nobody_is_refused(by, text):
    with pytest.raises(InvalidInput) as refusal:
        look(by, text)
    assert list(refusal.value.fields) == ["file"]


def test_a_huge_file_is_refused(by):
    with pytest.raises(InvalidInput):
        look(by, "name\n" + "x" * LARGEST)


def test_a_row_with_more_cells_than_names_is_wrong(by):
    assert states(look(by, "name,email\nSommer, Petra,p@example.org\n")) == [(2, "wrong")]


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("1988-04-02", True, date(1988, 4, 2)),
        ("1988-04-02T00:00:00", False, date(1988, 4, 2)),
        ("2.4.1988", False, date(1988, 4, 2)),
        ("02/04/1988", True, date(1988, 4, 2)),
        ("04/02/1988", False, date(1988, 4, 2)),
        ("13/13/1988", True, None),
        ("2.4.88", True, None),
        ("April 2", True, None),
    ],
)
def test_a_day_is_read_as_it_was_said(text, day_first, day):
    assert read_day(text, day_first=day_first) == day


def test_only_those_who_register_import():
    with pytest.raises(NotFound):
        look(PatientFactory.create().user, HEAD + PETRA)


def test_the_front_desk_imports_no_referral_note(by, clinic):
    text = "name,referral_note\nPetra,torn meniscus\n"
    assert look(by, text).new[0].patient.referral_note == ""
    assert look(physio(clinic), text).new[0].patient.referral_note == "torn meniscus"
