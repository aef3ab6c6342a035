"""Several visits at once: every conflict is answered before any visit is made."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduling.models import Appointment, Series
from tests import factories as f
from tests import scheduling_factories as s
from tests.desk.visits.pages import TEN, WEEK, address, blocked, form_of, new_address, text

pytestmark = pytest.mark.django_db


def test_every_visit_is_listed_before_any_is_made(front_desk, patient, practitioner):
    blocked(practitioner, TEN + WEEK)
    shown = text(front_desk.post(new_address(patient, practitioner), form_of(count="3")))

    assert "1 visit cannot be as planned" in shown
    assert [day in shown for day in ("Tue 12 Jan", "Tue 19 Jan", "Tue 26 Jan")] == [True] * 3
    assert not Series.objects.exists()


def test_a_conflict_without_an_answer_books_nothing(front_desk, patient, practitioner):
    blocked(practitioner, TEN + WEEK)
    answer = front_desk.post(new_address(patient, practitioner), form_of(count="3", do="confirm"))

    assert "leave it out, or give it another time" in text(answer)
    assert not Appointment.objects.filter(patient=patient).exists()


def test_conflicts_are_left_out_or_put_elsewhere(front_desk, patient, practitioner):
    for weeks in (1, 2):
        blocked(practitioner, TEN + weeks * WEEK)
    answers = {
        f"answer-{(TEN + WEEK).isoformat()}": "skip",
        f"answer-{(TEN + 2 * WEEK).isoformat()}": "move",
        f"to-{(TEN + 2 * WEEK).isoformat()}": "2027-01-27T14:00",
    }
    form = form_of(count="3", do="confirm") | answers
    sent = front_desk.post(new_address(patient, practitioner), form)
    starts = Appointment.objects.filter(patient=patient).order_by("starts_at")

    assert sent.status_code == 302
    assert list(starts.values_list("starts_at", flat=True)) == [
        TEN,
        datetime(2027, 1, 27, 13, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("to", "why"),
    [("", "Say a day and a time."), ("2027-01-27T05:00", "They do not work then.")],
)
def test_another_time_that_is_none_books_nothing(front_desk, patient, practitioner, to, why):
    blocked(practitioner, TEN + WEEK)
    late = (TEN + WEEK).isoformat()
    form = form_of(count="2", do="confirm") | {f"answer-{late}": "move", f"to-{late}": to}

    assert why in text(front_desk.post(new_address(patient, practitioner), form))
    assert not Appointment.objects.filter(patient=patient).exists()


def test_two_visits_put_at_the_same_time_book_nothing(front_desk, patient, practitioner):
    blocked(practitioner, TEN + WEEK)
    late = (TEN + WEEK).isoformat()
    form = form_of(count="2", do="confirm") | {
        f"answer-{late}": "move",
        f"to-{late}": "2027-01-12T11:00",
    }

    assert "at the same time" in text(front_desk.post(new_address(patient, practitioner), form))
    assert not Appointment.objects.filter(patient=patient).exists()


def test_this_and_the_later_ones_are_cancelled_together(front_desk, patient, practitioner):
    front_desk.post(new_address(patient, practitioner), form_of(count="3", do="confirm"))
    second = Appointment.objects.get(starts_at=TEN + WEEK)
    front_desk.post(address("appointment_cancel", second), {"scope": "following", "reason": "Moves away"})
    states = Appointment.objects.order_by("starts_at").values_list("status", flat=True)

    assert list(states) == ["booked", "cancelled", "cancelled"]


def test_a_series_is_moved_or_told_why_not(front_desk, patient, practitioner):
    front_desk.post(new_address(patient, practitioner), form_of(count="2", do="confirm"))
    first = Appointment.objects.get(starts_at=TEN)
    blocked(practitioner, TEN + WEEK + timedelta(hours=3))
    moved = {"on": "2027-01-12", "at": "14:00", "practitioner": practitioner.uuid, "scope": "all"}

    refused = text(front_desk.post(address("appointment_move", first), moved))
    assert "Tue 19 Jan, 14:00: They have another visit then" in refused
    front_desk.post(address("appointment_move", first), moved | {"at": "15:00"})
    starts = Appointment.objects.filter(patient=patient).order_by("starts_at")
    assert [row.starts_at.hour for row in starts] == [14, 14]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"overbook_reason": "Travels"}, "Only a single visit is put where it does not fit."),
        ({"practitioner": "other"}, "Only a single visit is given to somebody else."),
    ],
)
def test_a_series_keeps_its_practitioner_and_goes_to_free_times(
    front_desk, patient, practitioner, clinic, wrong, why
):
    front_desk.post(new_address(patient, practitioner), form_of(count="2", do="confirm"))
    first = Appointment.objects.get(starts_at=TEN)
    other = s.bookable(clinic)
    moved = {"on": "2027-01-12", "at": "14:00", "practitioner": practitioner.uuid, "scope": "all"} | wrong
    if moved["practitioner"] == "other":
        moved["practitioner"] = other.uuid

    assert why in text(front_desk.post(address("appointment_move", first), moved))
    assert Appointment.objects.filter(starts_at=TEN).exists()


def test_a_series_belongs_to_the_episode_that_was_chosen(physio, patient, practitioner):
    episode = f.EpisodeFactory.create(patient=patient)
    form = form_of(count="2", do="confirm", episode=str(episode.uuid))
    physio.post(new_address(patient, practitioner), form)

    assert [row.episode for row in Appointment.objects.all()] == [episode, episode]
