"""A patient changes their own details and reminders; the services' refusals stand at the fields."""

from datetime import time

import pytest

from patients.models import Patient, Preferences

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Mara Lind",
    "time_zone": "Europe/Lisbon",
    "language": "en",
    "reminders": "on",
    "remind_at": "08:30",
    "quiet_from": "22:00",
    "quiet_to": "07:00",
}


def send(page, **changes):
    return page.post("/profile/", {**FORM, **changes})


def test_saves_details_and_reminders(page, patient):
    answer = send(page)
    assert (answer.status_code, answer.url) == (302, "/profile/")
    patient = Patient.objects.get(pk=patient.pk)
    assert (patient.name, patient.time_zone) == ("Mara Lind", "Europe/Lisbon")
    preferences = Preferences.objects.get(patient=patient)
    assert (preferences.reminders, preferences.remind_at) == (True, time(8, 30))
    assert "Saved" in page.get("/profile/").content.decode()


def test_an_unticked_reminder_is_off(page, patient):
    data = {name: value for name, value in FORM.items() if name != "reminders"}
    page.post("/profile/", data)
    assert Preferences.objects.get(patient=patient).reminders is False


def test_a_reminder_in_the_quiet_hours_is_refused_at_its_field_and_nothing_is_kept(page, patient):
    before = Patient.objects.values().get(pk=patient.pk)
    answer = send(page, remind_at="23:00")
    assert list(answer.context["form"].errors) == ["remind_at"]
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Patient.objects.values().get(pk=patient.pk) == before


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("time_zone", "Mars/Base"), ("language", "xx")])
def test_what_cannot_be_is_refused_at_its_field(page, patient, field, value):
    before = Patient.objects.values().get(pk=patient.pk)
    assert list(send(page, **{field: value}).context["form"].errors) == [field]
    assert Patient.objects.values().get(pk=patient.pk) == before


def test_a_field_that_is_not_offered_is_not_changed(page, patient):
    send(page, email="somebody@else.example", clinic="2")
    assert Patient.objects.get(pk=patient.pk).email == patient.email


def test_one_patient_never_changes_another(page, other_patient):
    before = Patient.objects.values().get(pk=other_patient.pk)
    send(page, id=str(other_patient.pk), patient=str(other_patient.uuid))
    assert Patient.objects.values().get(pk=other_patient.pk) == before
