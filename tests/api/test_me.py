"""/me/ and /me/preferences/: what a patient sees and may change of their own record."""

import pytest

from tests.factories import PatientFactory, physio

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"
PREFERENCES = "/api/v1/me/preferences/"


@pytest.fixture
def patient():
    return PatientFactory.create(time_zone="Europe/Lisbon")


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


def test_the_profile_says_whom_to_call(client, patient):
    profile = client.get(ME).json()

    assert profile == {
        "id": str(patient.uuid),
        "name": patient.name,
        "email": patient.email,
        "phone": "",
        "date_of_birth": None,
        "time_zone": "Europe/Lisbon",
        "language": "en",
        "emergency_name": "",
        "emergency_phone": "",
        "emergency_relation": None,
        "shows_weight": False,
        "primary_physio": None,
        "clinic": {"name": patient.clinic.name, "email": "", "phone": "", "emergency_number": "112"},
    }


def test_a_patient_changes_what_is_theirs(client, patient):
    answer = client.patch(ME, {"name": "New Name", "time_zone": "Asia/Tokyo"})

    patient.refresh_from_db()
    assert (answer.status_code, patient.name, patient.time_zone) == (200, "New Name", "Asia/Tokyo")
    assert (answer.json()["name"], answer.json()["time_zone"]) == ("New Name", "Asia/Tokyo")


def test_the_address_is_the_clinics_record(client, patient):
    client.patch(ME, {"email": "somebody.else@example.org", "date_of_birth": "1980-01-01"})

    before = patient.email
    patient.refresh_from_db()
    assert (patient.email, patient.date_of_birth) == (before, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"time_zone": "Mars/Base"}, "time_zone"), ({"language": "xx"}, "language"), ({"name": ""}, "name")],
)
def test_what_cannot_be_is_refused_by_name(client, change, field):
    answer = client.patch(ME, change)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_staff_are_no_patient(signed_in):
    assert signed_in(physio()).get(ME).status_code == 404


def test_preferences_have_defaults_until_something_is_said(client):
    assert client.get(PREFERENCES).json() == {
        "reminders": True,
        "remind_at": "17:00:00",
        "quiet_from": "21:00:00",
        "quiet_to": "07:00:00",
    }


def test_preferences_are_put_whole(client):
    wanted = {"reminders": True, "remind_at": "08:30:00", "quiet_from": "22:00:00", "quiet_to": "06:00:00"}

    answer = client.put(PREFERENCES, wanted)

    assert (answer.status_code, answer.json(), client.get(PREFERENCES).json()) == (200, wanted, wanted)


def test_a_reminder_in_the_quiet_hours_is_refused_by_name(client):
    answer = client.put(
        PREFERENCES, {"reminders": True, "remind_at": "23:00", "quiet_from": "22:00", "quiet_to": "06:00"}
    )

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["remind_at"])


def test_a_word_is_no_yes(client):
    answer = client.put(
        PREFERENCES, {"reminders": "perhaps", "remind_at": "9:00", "quiet_from": "22:00", "quiet_to": "6:00"}
    )

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reminders"])
