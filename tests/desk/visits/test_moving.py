"""A visit is moved by a drop or by the form; a refusal says why and what is free."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduling.models import Appointment
from tests import scheduling_factories as s
from tests.desk.visits.pages import TEN, address, blocked, text

pytestmark = pytest.mark.django_db


def shift(client, visit, to, method="post"):
    said = {"to": to, "zone": "Europe/Berlin"}
    return getattr(client, method)(address("appointment_shift", visit), said)


def test_a_look_names_both_times_and_moves_nothing(front_desk, visit):
    seen = shift(front_desk, visit, "2027-01-13T09:00:00", "get").json()
    visit.refresh_from_db()

    assert (seen["was"], seen["becomes"]) == (
        "Tue 12 Jan, 11:00, Berlin time",
        "Wed 13 Jan, 9:00, Berlin time",
    )
    assert "problem" not in seen
    assert visit.starts_at == TEN


def test_who_is_told_is_said(front_desk, visit):
    assert "one mail" in shift(front_desk, visit, "2027-01-13T09:00:00", "get").json()["told"]


def test_a_drop_moves(front_desk, visit):
    answer = shift(front_desk, visit, "2027-01-13T09:00:00")
    visit.refresh_from_db()

    assert answer.json()["said"] == "Petra Sommer is moved to Wed 13 Jan, 9:00."
    assert visit.starts_at == datetime(2027, 1, 13, 8, tzinfo=UTC)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refused_drop_says_why_and_what_is_free_near_it(front_desk, visit, practitioner, method):
    blocked(practitioner, TEN + timedelta(hours=1))
    answer = shift(front_desk, visit, "2027-01-12T12:15:00", method)
    visit.refresh_from_db()

    assert (
        answer.json()["problem"] == "They have another visit then or just beside it, or are busy elsewhere."
    )
    assert "Tue 12 Jan, 12:30" in [free["words"] for free in answer.json()["free"]]
    assert (answer.status_code, visit.starts_at) == (200 if method == "get" else 409, TEN)


@pytest.mark.parametrize("to", ["", "tomorrow", "2027-03-28T02:30:00", "2027-13-01T10:00"])
def test_a_time_that_is_none_is_said(front_desk, visit, to):
    answer = shift(front_desk, visit, to)

    assert answer.json()["problem"]
    assert Appointment.objects.get().starts_at == TEN


def test_another_practitioner_is_named(front_desk, visit, clinic):
    other = s.PractitionerFactory.create(clinic=clinic)
    other.kinds.set(visit.practitioner.kinds.all())
    s.WeeklyHoursFactory.create(practitioner=other, weekday=1)
    said = {"to": "2027-01-12T11:00:00", "zone": "Europe/Berlin", "practitioner": other.uuid}
    seen = front_desk.get(address("appointment_shift", visit), said).json()

    assert seen["becomes"] == f"Tue 12 Jan, 11:00, Berlin time, with {other.user.name}"


@pytest.mark.parametrize("who", ["nobody", "5a1c4f57-3f27-4a0f-9a0c-9d0f2f1d7f11"])
def test_an_unknown_practitioner_is_not_found(front_desk, visit, who):
    said = {"to": "2027-01-12T11:00:00", "practitioner": who}

    assert front_desk.post(address("appointment_shift", visit), said).status_code == 404


def test_the_form_does_the_same_by_keyboard(front_desk, visit, practitioner):
    form = {"on": "2027-01-13", "at": "09:00", "practitioner": practitioner.uuid, "scope": "this"}
    front_desk.post(address("appointment_move", visit), form)
    visit.refresh_from_db()

    assert visit.starts_at == datetime(2027, 1, 13, 8, tzinfo=UTC)


def test_a_refusal_in_the_form_offers_what_is_free_and_on_purpose(front_desk, visit, practitioner):
    blocked(practitioner, TEN + timedelta(hours=1))
    form = {"on": "2027-01-12", "at": "12:00", "practitioner": practitioner.uuid, "scope": "this"}
    shown = text(front_desk.post(address("appointment_move", visit), form))
    assert "They have another visit then" in shown
    assert "Free near it:" in shown

    front_desk.post(address("appointment_move", visit), form | {"overbook_reason": "Travels"})
    visit.refresh_from_db()
    assert (visit.is_overbooked, visit.starts_at) == (True, TEN + timedelta(hours=1))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("to", "zone"),
    [
        ("0001-01-01T00:00:00+14:00", "Europe/Berlin"),
        ("9999-12-31T23:59:59-12:00", "Europe/Berlin"),
        ("9999-12-31T23:59:59", "America/New_York"),
        ("2027-01-13T09:00:00Z", "Europe/Atlantis"),
        ("2027-01-13T09:00:00Z", "../../etc/passwd"),
    ],
)
def test_a_drop_on_a_time_or_a_clock_that_is_none_is_refused(front_desk, visit, method, to, zone):
    answer = getattr(front_desk, method)(address("appointment_shift", visit), {"to": to, "zone": zone})
    visit.refresh_from_db()

    assert answer.json()["problem"]
    assert visit.starts_at == TEN
