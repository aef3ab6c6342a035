"""Two hundred want the same time at the same moment. Real threads, a connection each, the real database."""

from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.booking import book_appointment
from scheduling.services.changing import cancel_appointment, move_appointment
from tests.scheduling.booking import NOW, TEN, book, clinic, desk_of, hold, patient_of
from tests.scheduling.crowd import at_once, crowd_of, overlapping, visits_of, words

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 200


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


def booking(physio, patient, screening, starts_at=TEN, uuid=None):
    kind = physio.kinds.get().uuid
    return lambda: book_appointment(
        by=patient.user,
        patient=patient,
        uuid=uuid or uuid4(),
        kind=kind,
        practitioner=physio.uuid,
        starts_at=starts_at,
        screening=screening.uuid,
    )


def moving(row, goal):
    return lambda: move_appointment(
        by=row.patient.user, patient=row.patient, appointment=row.uuid, starts_at=goal
    )


def booked() -> list[Appointment]:
    return list(Appointment.objects.filter(status=AppointmentStatus.BOOKED).order_by("starts_at"))


def test_of_two_hundred_for_one_time_one_gets_it():
    physio = clinic()
    jobs = [booking(physio, *one) for one in crowd_of(physio, MANY)]
    tries = at_once(jobs)

    assert words(tries) == {"ok": 1, "slot_taken": MANY - 1}
    assert (len(booked()), overlapping()) == (1, 0)


def test_of_two_hundred_for_overlapping_times_as_many_get_one_as_can():
    physio = clinic(minutes=60, buffer_after=15)
    starts = [TEN + timedelta(minutes=15 * (number % 20)) for number in range(MANY)]
    crowd = crowd_of(physio, MANY)
    tries = at_once([booking(physio, *one, at) for one, at in zip(crowd, starts, strict=True)])

    given, long = booked(), timedelta(minutes=75)
    assert words(tries).keys() == {"ok", "slot_taken"}
    assert (words(tries)["ok"], overlapping()) == (len(given), 0)
    # Whoever got nothing wanted a time that runs into one that was given.
    assert all(any(abs(row.starts_at - at) < long for row in given) for at in starts)


def test_the_same_id_fifty_times_is_one_booking_and_fifty_equal_answers():
    physio, uuid = clinic(), uuid4()
    [(patient, screening)] = crowd_of(physio, 1)
    tries = at_once([booking(physio, patient, screening, uuid=uuid) for _number in range(50)])

    assert words(tries) == {"ok": 50}
    assert {each.result.uuid for each in tries} == {uuid}
    assert len(booked()) == 1


def test_two_hundred_who_move_at_once_meet_no_deadlock():
    physio = clinic(minutes=10)
    rows = visits_of(physio, crowd_of(physio, MANY))
    goals = [TEN + timedelta(days=20, minutes=15 * (number % 30) - 60) for number in range(MANY)]
    tries = at_once([moving(row, goal) for row, goal in zip(rows, goals, strict=True)])

    assert words(tries) == {"ok": 30, "slot_taken": MANY - 30}
    assert (len(booked()), overlapping()) == (MANY, 0)


def test_when_a_hold_ends_either_its_owner_has_the_time_or_one_of_the_others():
    physio = clinic()
    [(patient, screening), *others] = crowd_of(physio, 40)
    held = hold(physio, patient)
    with clock.pretending(NOW + timedelta(minutes=10)):
        jobs = [booking(physio, patient, screening, uuid=held.uuid)]
        tries = at_once(jobs + [booking(physio, *one) for one in others])

    assert words(tries) == {"ok": 1, "slot_taken": len(others)}
    assert (len(booked()), overlapping()) == (1, 0)


def test_a_day_does_not_get_more_visits_than_its_limit():
    physio = clinic()
    physio.daily_limit = 3
    physio.save()
    starts = [TEN + timedelta(minutes=30 * number) for number in range(12)]
    crowd = crowd_of(physio, len(starts))
    tries = at_once([booking(physio, *one, at) for one, at in zip(crowd, starts, strict=True)])

    assert words(tries) == {"ok": 3, "slot_taken": 9}


def test_many_keep_one_time_and_one_has_it():
    physio = clinic()
    jobs = [partial(hold, physio, patient) for patient, _screening in crowd_of(physio, 40)]

    assert words(at_once(jobs)) == {"ok": 1, "slot_taken": 39}


def test_a_patient_in_two_browsers_is_at_one_visit():
    physio = clinic()
    [(patient, screening)] = crowd_of(physio, 1)
    jobs = [booking(physio, patient, screening, TEN + timedelta(minutes=15 * (n % 2))) for n in range(20)]
    tries = at_once(jobs)

    assert words(tries)["ok"] == 1
    assert set(words(tries)) <= {"ok", "slot_taken", "patient_busy"}


def test_cancelling_and_moving_the_same_visit_at_once_ends_in_one_of_the_two():
    physio = clinic()
    desk, visits = desk_of(physio), []
    for number in range(10):
        visits.append(book(physio, patient_of(physio), TEN + timedelta(minutes=30 * number)))
    later = timedelta(days=1)
    jobs = [lambda visit=visit: cancel_appointment(by=desk, appointment=visit.uuid) for visit in visits]
    jobs += [moving(visit, visit.starts_at + later) for visit in visits]
    tries = at_once(jobs)

    assert set(words(tries)) <= {"ok", "closed"}
    states = Counter(Appointment.objects.values_list("status", flat=True))
    assert states == {AppointmentStatus.CANCELLED: 10}
    assert overlapping() == 0
