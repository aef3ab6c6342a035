"""The page of a visit, and what is done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from scheduling.models import Appointment
from scheduling.services.changing import cancel_appointment, move_appointment
from tests import scheduling_factories as s
from tests.desk.conftest import signed_in
from tests.desk.test_query_counts import count
from tests.desk.visits.pages import TEN, address, form_of, new_address, text

pytestmark = pytest.mark.django_db


def test_both_clocks_are_named(front_desk, patient, clinic):
    abroad = s.bookable(clinic, zone="Asia/Kolkata")
    visit = s.AppointmentFactory.create(
        patient=patient, practitioner=abroad, kind=abroad.kinds.get(), starts_at=TEN
    )
    shown = text(front_desk.get(address("appointment", visit)))

    assert "Tue 12 Jan, 11:00–11:30" in shown
    assert "there it is Tue 12 Jan, 15:30 Kolkata time" in shown


def test_the_note_of_the_patient_is_for_those_who_treat(front_desk, physio, visit):
    Appointment.objects.filter(pk=visit.pk).update(patient_note="my knee is worse")

    assert "my knee is worse" in text(physio.get(address("appointment", visit)))
    assert "my knee is worse" not in text(front_desk.get(address("appointment", visit)))


def test_why_a_patient_cancelled_is_for_those_who_treat(front_desk, physio, patient, visit):
    cancel_appointment(by=patient.user, appointment=visit.uuid, patient=patient, reason="It hurts too much")

    assert "It hurts too much" in text(physio.get(address("appointment", visit)))
    assert "It hurts too much" not in text(front_desk.get(address("appointment", visit)))


def test_the_history_says_who_did_what(front_desk, physio_user, patient, practitioner):
    front_desk.post(new_address(patient, practitioner), form_of())
    visit = Appointment.objects.get()
    move_appointment(by=physio_user, appointment=visit.uuid, starts_at=TEN + timedelta(hours=2))
    cancel_appointment(by=physio_user, appointment=visit.uuid, reason="Clinic closed")
    shown = text(front_desk.get(address("appointment", visit)))

    moved = "Moved from Tue 12 Jan, 11:00 to Tue 12 Jan, 13:00"
    order = [shown.rindex(words) for words in ("Cancelled", moved, "Booked for Tue 12 Jan, 11:00")]
    assert order == sorted(order)
    assert str(physio_user) in shown


def test_the_history_keeps_why_a_visit_is_outside_the_hours(front_desk, patient, practitioner):
    form = form_of(None, on="2027-01-12", at="07:00", overbook_reason="Flies at nine")
    sent = front_desk.post(new_address(patient, practitioner), form)

    assert "Flies at nine" in text(front_desk.get(sent["Location"]))


def test_it_is_cancelled_with_a_reason(front_desk, visit):
    where = address("appointment_cancel", visit)
    assert "Say why, in a few words." in text(front_desk.post(where, {}))

    front_desk.post(where, {"reason": "Ill", "is_late": "on"})
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason, visit.is_late) == ("cancelled", "Ill", True)
    assert "Cancelled late" in text(front_desk.get(address("appointment", visit)))


def test_cancelled_twice_is_told_kindly(front_desk, visit):
    for _time in range(2):
        answer = front_desk.post(address("appointment_cancel", visit), {"reason": "Ill"})

    assert "This visit is cancelled or over" in text(answer)


@pytest.mark.parametrize(("name", "status"), [("completed", "completed"), ("no-show", "no_show")])
def test_what_became_of_it_is_noted_once_it_has_begun(front_desk, visit, name, status):
    where = address("appointment_act", visit, name)
    early = text(front_desk.post(where, follow=True))
    assert "has not begun yet" in early

    with clock.pretending(TEN + timedelta(minutes=5)):
        front_desk.post(where)
    visit.refresh_from_db()
    assert visit.status == status


def test_an_unknown_act_is_not_found(front_desk, visit):
    assert front_desk.post(address("appointment_act", visit, "forget")).status_code == 404


def test_the_page_costs_the_same_with_a_long_history(front_desk, physio_user, visit):
    where = address("appointment", visit)
    with_one = count(front_desk, where)
    for hours in (1, 2, 3):
        move_appointment(by=physio_user, appointment=visit.uuid, starts_at=TEN + timedelta(hours=hours))

    assert count(front_desk, where) <= with_one + 1


def test_only_whoever_sees_the_patient_finds_the_room(physio, visit):
    room = reverse("admin:room", args=[visit.uuid])

    assert room in text(signed_in(visit.practitioner.user).get(address("appointment", visit)))
    assert room not in text(physio.get(address("appointment", visit)))
