"""Patients' details: who may change which, and that it is written down who did."""

from datetime import date, time

import pytest

from accounts.roles import Role
from common import clock
from common.errors import InvalidInput, NotFound
from patients.models import Patient, Preferences
from patients.services.patients import register_patient, update_own_profile, update_patient
from tests.factories import ClinicFactory, PatientFactory, PreferencesFactory, physio

pytestmark = pytest.mark.django_db


def test_the_front_desk_registers_a_patient_at_its_own_clinic():
    clinic = ClinicFactory.create(time_zone="Europe/Lisbon")
    patient = register_patient(by=physio(clinic, Role.FRONT_DESK), name=" Mara ", email="Mara@Example.org ")
    assert (patient.clinic, patient.name, patient.email) == (clinic, "Mara", "mara@example.org")
    assert (patient.time_zone, patient.language) == ("Europe/Lisbon", "en")


def test_a_new_patient_has_the_usual_preferences():
    patient = register_patient(by=physio(), name="Mara")
    assert (patient.preferences.reminders, patient.preferences.remind_at) == (True, time(17))


def test_a_patient_registers_nobody():
    with pytest.raises(NotFound):
        register_patient(by=PatientFactory.create().user, name="Mara")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "no"}, "email"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"date_of_birth": date(2999, 1, 1)}, "date_of_birth"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(wrong, field):
    with pytest.raises(InvalidInput) as refusal:
        register_patient(by=physio(), **{"name": "Mara", **wrong})
    assert list(refusal.value.fields) == [field]
    assert Patient.objects.count() == 0


def test_one_address_belongs_to_one_patient_of_a_clinic():
    by = physio()
    register_patient(by=by, name="Mara", email="mara@example.org")
    with pytest.raises(InvalidInput) as refusal:
        register_patient(by=by, name="Ole", email="MARA@example.org")
    assert list(refusal.value.fields) == ["email"]


def test_another_clinic_may_know_the_same_person():
    for by in (physio(), physio()):
        register_patient(by=by, name="Mara", email="mara@example.org")
    assert Patient.objects.filter(email="mara@example.org").count() == 2


def test_staff_change_details_of_their_patients():
    patient = PatientFactory.create()
    update_patient(
        by=physio(patient.clinic), patient=patient.uuid, changes={"date_of_birth": date(1980, 2, 29)}
    )
    patient.refresh_from_db()
    assert patient.date_of_birth == date(1980, 2, 29)


def test_staff_of_another_clinic_do_not():
    patient = PatientFactory.create(phone="1")
    with pytest.raises(NotFound):
        update_patient(by=physio(), patient=patient.uuid, changes={"phone": "2"})
    patient.refresh_from_db()
    assert patient.phone == "1"


def test_patients_change_their_own_details_and_nothing_that_is_the_clinics():
    patient = PatientFactory.create(email="mara@example.org")
    changes = {
        "phone": "030 901820",
        "email": "new@example.org",
        "clinic": ClinicFactory.create(),
        "user": None,
    }
    update_own_profile(by=patient.user, changes=changes)
    changed = Patient.objects.get(pk=patient.pk)
    assert (changed.phone, changed.email) == ("+4930901820", "mara@example.org")
    assert (changed.clinic, changed.user) == (patient.clinic, patient.user)


def test_a_change_is_written_down_with_who_and_why():
    patient = PatientFactory.create()
    by = physio(patient.clinic)
    update_patient(by=by, patient=patient.uuid, changes={"phone": "030 901820"})
    event = patient.events.latest("pgh_id")
    assert (event.phone, event.pgh_context.metadata) == (
        "+4930901820",
        {"user": by.pk, "reason": "details changed"},
    )


def test_a_new_zone_moves_a_waiting_reminder():
    preferences = PreferencesFactory.create(next_reminder_at=clock.now())
    update_own_profile(by=preferences.patient.user, changes={"time_zone": "Asia/Tokyo"})
    moved = Preferences.objects.get(pk=preferences.pk).next_reminder_at
    assert moved.astimezone(clock.zone("Asia/Tokyo")).time() == time(17)


def test_a_new_zone_puts_nobody_on_the_list_who_was_not():
    preferences = PreferencesFactory.create(next_reminder_at=None)
    update_own_profile(by=preferences.patient.user, changes={"time_zone": "Asia/Tokyo"})
    assert Preferences.objects.get(pk=preferences.pk).next_reminder_at is None
