"""Every change is written down by the database itself, with who did it and why."""

import pytest
from django.db import ProgrammingError, transaction

from audit.context import recorded
from patients.models import Patient
from tests.factories import PatientFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return PatientFactory.create()


@pytest.fixture
def by():
    return UserFactory.create()


def rename(patient: Patient, name: str) -> None:
    patient.name = name
    patient.save()


def rename_in_vain(patient: Patient, by) -> None:
    with recorded(by=by, reason="in vain"):
        rename(patient, "never")
        raise ZeroDivisionError


def last(patient):
    return patient.events.select_related("pgh_context").latest("pgh_id")


def test_a_change_carries_its_actor_and_reason(patient, by):
    with recorded(by=by, reason="typing error"):
        rename(patient, "Mara")
    assert last(patient).name == "Mara"
    assert last(patient).pgh_context.metadata == {"user": by.pk, "reason": "typing error"}


def test_details_are_kept_too(patient, by):
    with recorded(by=by, reason="import", batch=7):
        rename(patient, "Mara")
    assert last(patient).pgh_context.metadata == {"user": by.pk, "reason": "import", "batch": 7}


def test_a_job_is_nobody(patient):
    with recorded(by=None, reason="nightly"):
        rename(patient, "Mara")
    assert last(patient).pgh_context.metadata == {"user": None, "reason": "nightly"}


def test_the_changes_of_one_transaction_share_a_context(patient, by):
    other = PatientFactory.create()
    with recorded(by=by, reason="both"):
        rename(patient, "Mara")
        rename(other, "Ole")
    assert last(patient).pgh_context_id == last(other).pgh_context_id


def test_an_inner_one_names_its_own_changes_and_the_outer_goes_on_after_it(patient, by):
    inner_by = UserFactory.create()
    with recorded(by=by, reason="outer"):
        rename(patient, "one")
        with recorded(by=inner_by, reason="inner"):
            rename(patient, "two")
        rename(patient, "three")
    events = patient.events.order_by("pgh_id").exclude(pgh_label="insert")
    found = [
        (event.name, event.pgh_context.metadata["reason"], event.pgh_context.metadata["user"])
        for event in events
    ]
    assert found == [("one", "outer", by.pk), ("two", "inner", inner_by.pk), ("three", "outer", by.pk)]


def test_the_two_parts_of_an_outer_one_are_one_context(patient, by):
    with recorded(by=by, reason="outer"):
        rename(patient, "one")
        with recorded(by=by, reason="inner"):
            rename(patient, "two")
        rename(patient, "three")
    first, second, third = patient.events.order_by("-pgh_id")[:3][::-1]
    assert first.pgh_context_id == third.pgh_context_id != second.pgh_context_id


def test_after_an_inner_one_that_failed_the_outer_goes_on(patient, by):
    with recorded(by=by, reason="outer"):
        with pytest.raises(ZeroDivisionError):
            rename_in_vain(patient, by=None)
        patient.refresh_from_db()
        rename(patient, "after")
    assert (last(patient).name, last(patient).pgh_context.metadata["reason"]) == ("after", "outer")
    assert not patient.events.filter(name="never").exists()


@pytest.mark.django_db(transaction=True)
def test_what_fails_leaves_neither_a_change_nor_a_record(patient, by):
    before = patient.events.count()
    with pytest.raises(ZeroDivisionError):
        rename_in_vain(patient, by)
    patient.refresh_from_db()
    assert (patient.name != "never", patient.events.count()) == (True, before)


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_is_recorded_without_the_actor_of_the_one_before(patient, by):
    with recorded(by=by, reason="mine"):
        rename(patient, "one")
    rename(patient, "two")
    assert (last(patient).name, last(patient).pgh_context) == ("two", None)


def test_a_bulk_update_is_recorded_row_by_row(by):
    patients = PatientFactory.create_batch(3)
    with recorded(by=by, reason="moved"):
        Patient.objects.update(phone="123")
    assert [(last(patient).phone, last(patient).pgh_context.metadata["user"]) for patient in patients] == [
        ("123", by.pk)
    ] * 3


def test_what_was_before_stays_readable(patient, by):
    rename(patient, "before")
    with recorded(by=by, reason="typing error"):
        rename(patient, "after")
    assert list(patient.events.order_by("pgh_id").values_list("name", flat=True))[-2:] == ["before", "after"]


def test_the_record_itself_cannot_be_changed(patient):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        patient.events.update(name="somebody else")


def test_the_record_itself_cannot_be_deleted(patient):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        patient.events.all().delete()
