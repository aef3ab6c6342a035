"""The desk books for a patient: a free time, any other with a reason, once for two clicks."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from scheduling.models import Appointment
from tests import factories as f
from tests import scheduling_factories as s
from tests.desk.conftest import signed_in
from tests.desk.visits.pages import TEN, address, blocked, form_of, new_address, text

pytestmark = pytest.mark.django_db


def test_a_patient_is_chosen_first_and_the_rest_of_the_address_is_kept(front_desk, patient):
    who = reverse("admin:appointment_new") + "?practitioner=9&starts_at=2027-01-12T11:00&zone=Europe/Berlin"
    shown = text(front_desk.get(who))

    assert f"starts_at=2027-01-12T11%3A00&amp;zone=Europe%2FBerlin&amp;patient={patient.uuid}" in shown


def test_free_times_are_offered_on_the_practitioners_clock(front_desk, patient, practitioner, visit):
    shown = text(front_desk.get(new_address(patient, practitioner, on="2027-01-12")))

    assert "Berlin time" in shown
    assert 'value="2027-01-12T08:00:00+00:00"' in shown
    assert 'value="2027-01-12T10:00:00+00:00"' not in shown


def test_a_free_time_is_booked(front_desk, patient, practitioner):
    sent = front_desk.post(new_address(patient, practitioner), form_of())
    made = Appointment.objects.get()

    assert sent["Location"] == address("appointment", made)
    assert (made.starts_at, made.status, made.source) == (TEN, "booked", "staff")


def test_a_double_click_books_once(front_desk, patient, practitioner):
    form = form_of()
    sent = [front_desk.post(new_address(patient, practitioner), form)["Location"] for _click in range(2)]

    assert sent[0] == sent[1]
    assert Appointment.objects.count() == 1


def test_a_typed_time_is_one_of_the_practitioners_clock(front_desk, patient, clinic):
    abroad = s.bookable(clinic, zone="Asia/Kolkata")
    front_desk.post(new_address(patient, abroad), form_of(None, on="2027-01-12", at="11:05"))

    assert Appointment.objects.get().starts_at == datetime(2027, 1, 12, 5, 35, tzinfo=UTC)


def test_a_click_in_the_calendar_fills_the_time_in(front_desk, patient, clinic):
    abroad = s.bookable(clinic, zone="Asia/Kolkata")
    blocked(abroad, TEN)
    clicked = new_address(patient, abroad, starts_at="2027-01-12T11:00:00", zone="Europe/Berlin")
    shown = text(front_desk.get(clicked))

    assert 'value="2027-01-12"' in shown
    assert 'value="15:30"' in shown


def test_a_click_on_a_free_time_ticks_it(front_desk, patient, practitioner):
    clicked = new_address(patient, practitioner, starts_at="2027-01-12T11:00:00", zone="Europe/Berlin")

    assert 'value="2027-01-12T10:00:00+00:00" checked' in text(front_desk.get(clicked))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"at": "07:00"}, "They do not work then."),
        ({"at": "11:00"}, "They have another visit then or just beside it, or are busy elsewhere."),
        ({"on": "2027-03-28", "at": "02:30"}, "The clocks skip this time on that day."),
        ({"on": "2026-12-01"}, "This time is over."),
        ({"on": "", "at": ""}, "Choose a day."),
        ({"slot": "soon"}, "Say a day and a time."),
        ({"slot": "2027-01-12T12:00:00+00:00"}, "A free time is ticked and another one is typed"),
    ],
)
def test_a_time_that_is_none_is_refused_with_its_reason(front_desk, patient, practitioner, typed, why):
    blocked(practitioner, TEN)
    form = form_of(None, **({"on": "2027-01-12", "at": "11:00"} | typed))
    answer = front_desk.post(new_address(patient, practitioner), form)

    assert why in text(answer)
    assert Appointment.objects.count() == 1


def test_beside_another_needs_a_reason_and_is_marked(front_desk, patient, practitioner):
    blocked(practitioner, TEN)
    form = form_of(None, on="2027-01-12", at="11:00", overbook_reason="Acute, by phone")
    sent = front_desk.post(new_address(patient, practitioner), form)
    made = Appointment.objects.get(patient=patient)

    assert (made.is_overbooked, made.overbook_reason) == (True, "Acute, by phone")
    assert "Beside another visit, on purpose: Acute, by phone" in text(front_desk.get(sent["Location"]))


def test_the_front_desk_is_not_told_what_somebody_is_treated_for(front_desk, physio, patient, practitioner):
    episode = f.EpisodeFactory.create(patient=patient)
    where = new_address(patient, practitioner)

    assert str(episode.uuid) in text(physio.get(where))
    assert str(episode.uuid) not in text(front_desk.get(where))


def test_a_clinic_without_kinds_is_told_what_to_do(front_desk, patient):
    where = f"{reverse('admin:appointment_new')}?patient={patient.uuid}"

    assert "Nothing can be booked yet" in text(front_desk.get(where))


def test_another_clinics_patient_is_not_found(stranger, patient, practitioner):
    assert stranger.get(new_address(patient, practitioner)).status_code == 404
    assert stranger.post(new_address(patient, practitioner), form_of()).status_code == 404


def test_a_physio_books_too(physio_user, patient, practitioner):
    signed_in(physio_user).post(new_address(patient, practitioner), form_of())

    assert Appointment.objects.get().booked_by == physio_user


@pytest.mark.parametrize(
    "asked",
    [
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
        {"starts_at": "0001-01-01T00:00%2B14:00"},
        {"starts_at": "9999"},
    ],
)
def test_an_address_with_a_day_that_no_visit_has_shows_the_days_to_come(
    front_desk, patient, practitioner, asked
):
    assert "Berlin time" in text(front_desk.get(new_address(patient, practitioner, **asked)))
