"""The lists of visits, and the requests that wait for an answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests.desk.test_query_counts import count
from tests.desk.visits.pages import TEN, address, blocked, text

pytestmark = pytest.mark.django_db


def test_a_request_waits_in_its_list_and_in_the_menu(front_desk, requested):
    shown = text(front_desk.get(reverse("admin:requests")))

    assert "Petra Sommer" in shown
    assert "Tue 12 Jan, 11:00" in shown


def test_it_is_approved(front_desk, requested):
    sent = front_desk.post(address("appointment_act", requested, "approve"), {"back": "requests"})
    requested.refresh_from_db()

    assert (sent["Location"], requested.status) == (reverse("admin:requests"), "booked")
    assert "No requests wait" in text(front_desk.get(reverse("admin:requests")))


def test_it_is_declined_with_words_for_the_patient(front_desk, requested):
    where = address("appointment_decline", requested)
    assert "Say why, in a few words." in text(front_desk.post(where, {}))

    front_desk.post(where, {"reason": "Please come a week later"})
    requested.refresh_from_db()
    assert (requested.status, requested.cancel_reason) == ("cancelled", "Please come a week later")


def test_answered_meanwhile_is_told(front_desk, requested):
    where = address("appointment_act", requested, "approve")
    front_desk.post(where)

    assert "Somebody answered this already" in text(front_desk.post(where, follow=True))


def test_visits_are_found_by_patient(front_desk, visit, practitioner):
    blocked(practitioner, TEN + timedelta(hours=1))
    shown = text(front_desk.get(reverse("admin:appointments"), {"q": "petra"}))

    assert shown.count('class="rows__link"') == 1
    assert "Nothing matches" in text(front_desk.get(reverse("admin:appointments"), {"q": "zzz"}))


def test_past_and_cancelled_ones_have_lists_of_their_own(front_desk, visit):
    where = reverse("admin:appointments")
    with clock.pretending(TEN + timedelta(days=1)):
        past = text(front_desk.get(where, {"which": "past"}))
        coming = text(front_desk.get(where))
    front_desk.post(address("appointment_cancel", visit), {"reason": "Ill"})
    cancelled = text(front_desk.get(where, {"which": "cancelled"}))

    assert ["Petra Sommer" in shown for shown in (past, coming, cancelled)] == [True, False, True]


def test_another_clinics_visits_are_on_no_list(stranger, visit, requested):
    for name in ("appointments", "requests"):
        assert "Petra Sommer" not in text(stranger.get(reverse(f"admin:{name}")))


@pytest.mark.parametrize("name", ["appointments", "requests"])
def test_many_rows_cost_as_many_queries_as_one(front_desk, requested, practitioner, name):
    where = reverse(f"admin:{name}")
    one = count(front_desk, where)
    for hours in range(1, 6):
        row = blocked(practitioner, TEN + timedelta(hours=hours))
        Appointment.objects.filter(pk=row.pk).update(status=AppointmentStatus.REQUESTED)

    assert count(front_desk, where) == one
