"""What happens to waiting people in the same moment: one comes first, and nobody meets an error."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count

from common import clock
from common.errors import Conflict
from patients.enums import ScreeningScope
from scheduling.enums import OCCUPYING, AppointmentStatus, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.services.booking import book_appointment
from scheduling.services.changing import cancel_appointment
from scheduling.services.offering import offer_freed
from scheduling.services.sweeping import expire_offers
from scheduling.services.waitlist import accept_offer, decline_offer, withdraw_from_waitlist
from tests.factories import PatientFactory, physio, screened
from tests.scheduling_factories import AppointmentFactory, WaitlistEntryFactory, bookable

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREED = datetime(2026, 11, 25, 9, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
TIMES = 4


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    return bookable()


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


def waits(kind, **more):
    return WaitlistEntryFactory.create(patient=PatientFactory.create(clinic=kind.clinic), kind=kind, **more)


def together(*calls):
    """What each returned, or the Conflict it met; anything else fails the test."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        waiting = [threads.submit(copy_context().run, run, call) for call in calls]
        return [each.result() for each in waiting]


def offering(practitioner):
    return lambda: offer_freed(practitioner=practitioner, starts_at=FREED, ends_at=FREED + HALF_AN_HOUR)


def booking(kind):
    patient = PatientFactory.create(clinic=kind.clinic)
    screening = screened(patient, scope=ScreeningScope.DAILY)
    return lambda: book_appointment(
        by=patient.user,
        patient=patient,
        uuid=uuid4(),
        kind=kind.uuid,
        practitioner=None,
        starts_at=FREED,
        screening=screening.uuid,
    )


def accepting(entry):
    patient = entry.patient
    screening = screened(patient, scope=ScreeningScope.DAILY)
    return lambda: accept_offer(by=patient.user, patient=patient, entry=entry.uuid, screening=screening.uuid)


def at_the_end(call):
    """In the second in which the offer is over."""

    def late():
        with clock.pretending(NOW + timedelta(minutes=120)):
            return call()

    return late


def codes(results):
    return {each.code for each in results if isinstance(each, Conflict)}


def taken():
    """How many rows take the freed time of somebody."""
    return Appointment.objects.filter(status__in=OCCUPYING, starts_at=FREED).count()


@pytest.mark.parametrize("_time", range(TIMES))
def test_an_offer_against_direct_bookings_gives_the_time_to_one(practitioner, kind, _time):
    entry = waits(kind, earliest="10:00", latest="10:00")
    offered, *booked = together(offering(practitioner), *(booking(kind) for _number in range(4)))

    assert taken() == 1
    assert codes(booked) <= {"slot_taken"}
    won = [each for each in booked if isinstance(each, Appointment)]
    assert len(won) + (offered is not None) == 1
    entry.refresh_from_db()
    assert entry.state == (WaitlistState.OFFERED if offered else WaitlistState.WAITING)


@pytest.mark.parametrize("_time", range(TIMES))
def test_the_same_time_freed_twice_is_offered_to_one(practitioner, kind, _time):
    for _number in range(3):
        waits(kind, earliest="10:00", latest="10:00")
    offers = together(*(offering(practitioner) for _number in range(4)))

    assert len([offer for offer in offers if offer]) == 1
    assert WaitlistEntry.objects.filter(state=WaitlistState.OFFERED).count() == taken() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_sweeps_pass_an_offer_on_once(practitioner, kind, _time):
    first, second = waits(kind, asked_at=NOW - HALF_AN_HOUR), waits(kind)
    offering(practitioner)()
    ended = together(*(at_the_end(expire_offers) for _number in range(4)))

    assert sum(ended) == 1
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (WaitlistState.WAITING, WaitlistState.OFFERED)
    assert Appointment.objects.filter(status=AppointmentStatus.OFFERED).count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_taking_an_offer_against_its_end_settles_it_once(practitioner, kind, _time):
    """Whoever takes it says so before it is over; the sweep's clock is ahead."""
    entry = waits(kind)
    offering(practitioner)()
    answer, ended = together(accepting(entry), at_the_end(expire_offers))

    entry.refresh_from_db()
    if ended:
        assert (answer.code, entry.state, taken()) == ("offer_over", WaitlistState.WAITING, 0)
    else:
        assert (answer.status, entry.state, taken()) == (AppointmentStatus.BOOKED, WaitlistState.BOOKED, 1)


@pytest.mark.parametrize("_time", range(TIMES))
def test_taking_and_letting_go_at_once_settles_it_once(practitioner, kind, _time):
    entry = waits(kind)
    offering(practitioner)()
    patient = entry.patient
    answers = together(
        accepting(entry),
        lambda: decline_offer(by=patient.user, patient=patient, entry=entry.uuid),
        lambda: withdraw_from_waitlist(by=patient.user, patient=patient, entry=entry.uuid),
    )

    assert codes(answers) <= {"offer_over", "booked"}
    entry.refresh_from_db()
    assert (taken() == 1) == (entry.state == WaitlistState.BOOKED)


@pytest.mark.parametrize("_time", range(TIMES))
def test_an_offer_that_is_over_does_not_hinder_a_booking_beside_the_sweep(practitioner, kind, _time):
    entry = waits(kind)
    offering(practitioner)()
    booked, _ended = together(at_the_end(booking(kind)), at_the_end(expire_offers))

    assert isinstance(booked, Appointment)
    assert taken() == 1
    entry.refresh_from_db()
    with clock.pretending(NOW + timedelta(minutes=121)):
        expire_offers()
    entry.refresh_from_db()
    assert entry.state == WaitlistState.WAITING


def test_visits_cancelled_at_once_are_offered_to_different_people(practitioner, kind):
    staff = physio(kind.clinic)
    visits = [
        AppointmentFactory.create(
            practitioner=practitioner,
            kind=kind,
            patient=PatientFactory.create(clinic=kind.clinic),
            starts_at=FREED + number * HALF_AN_HOUR,
        )
        for number in range(4)
    ]
    for _number in range(4):
        waits(kind)
    together(*(lambda visit=visit: cancel_appointment(by=staff, appointment=visit.uuid) for visit in visits))

    offers = Appointment.objects.filter(status=AppointmentStatus.OFFERED)
    assert offers.aggregate(people=Count("patient", distinct=True))["people"] == offers.count()
    assert offers.count() >= 1
    assert WaitlistEntry.objects.filter(state=WaitlistState.OFFERED).count() == offers.count()
