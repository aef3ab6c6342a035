"""A visit that stands is moved, cancelled or closed; what is refused changes nothing."""

from datetime import timedelta

import pytest

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from scheduling.enums import AppointmentStatus, BookableBy
from scheduling.models import Appointment
from scheduling.services.changing import cancel_appointment, move_appointment
from scheduling.services.closing import complete_appointment, mark_no_show
from scheduling.services.credits import balance_of
from scheduling.services.packages import sell_package
from scheduling.services.refusals import SlotTaken
from scheduling.services.staff_booking import approve_request
from tests.factories import ClinicFactory
from tests.factories import physio as physio_at
from tests.scheduling.booking import (
    HALF_PAST,
    NOW,
    TEN,
    book,
    book_at_desk,
    clinic,
    desk_of,
    hold,
    patient_of,
    user_of,
)
from tests.scheduling_factories import OutsideBusyFactory, bookable

pytestmark = pytest.mark.django_db
LATER = TEN + timedelta(hours=2)
SHORTLY_BEFORE = TEN - timedelta(hours=23)


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def physio():
    return clinic(buffer_after=10)


@pytest.fixture
def patient(physio):
    return patient_of(physio)


@pytest.fixture
def visit(physio, patient):
    return book(physio, patient)


def as_it_is(visit: Appointment) -> tuple[object, ...]:
    visit.refresh_from_db()
    return visit.status, visit.starts_at, visit.sequence, visit.practitioner_id


def refused(code: str, visit: Appointment, change, **said) -> None:
    before = as_it_is(visit)
    with pytest.raises((Conflict, InvalidInput)) as error:
        change(appointment=visit.uuid, **said)
    assert (error.value.code, as_it_is(visit)) == (code, before)


def test_a_patient_moves_a_visit(patient, visit):
    moved = move_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, starts_at=LATER)

    assert (moved.pk, moved.starts_at, moved.sequence) == (visit.pk, LATER, visit.sequence + 1)
    assert moved.blocks_until == LATER + timedelta(minutes=40)


def test_a_visit_may_move_into_its_own_time(patient, visit):
    a_little = TEN + timedelta(minutes=15)
    moved = move_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, starts_at=a_little)

    assert moved.starts_at == a_little


def test_to_where_it_is_nothing_moves(patient, visit):
    move_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, starts_at=TEN)

    assert as_it_is(visit)[2] == visit.sequence


def test_the_old_time_is_kept_while_the_new_one_is_not_certain(physio, patient, visit):
    book(physio, patient_of(physio), LATER)

    refused("slot_taken", visit, move_appointment, by=user_of(patient), patient=patient, starts_at=LATER)
    with pytest.raises(SlotTaken):
        book(physio, patient_of(physio))


def test_a_time_that_one_keeps_oneself_is_not_in_the_way(physio, patient, visit):
    hold(physio, patient, LATER)
    moved = move_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, starts_at=LATER)

    assert moved.starts_at == LATER


def test_the_old_time_is_free_once_it_has_moved(physio, patient, visit):
    move_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, starts_at=LATER)

    assert book(physio, patient_of(physio))


def test_a_visit_moves_to_another_practitioner(physio, patient, visit):
    other = bookable(physio.clinic)
    other.kinds.set(physio.kinds.all())
    moved = move_appointment(
        by=desk_of(physio), appointment=visit.uuid, starts_at=TEN, practitioner=other.uuid
    )

    assert moved.practitioner == other


def test_staff_move_beside_another_with_a_reason_only(physio, visit):
    book(physio, patient_of(physio), LATER)
    desk = desk_of(physio)

    refused("slot_taken", visit, move_appointment, by=desk, starts_at=LATER)
    moved = move_appointment(by=desk, appointment=visit.uuid, starts_at=LATER, overbook_reason="acute")
    assert (moved.is_overbooked, moved.overbook_reason) == (True, "acute")


def test_a_visit_that_moves_away_from_beside_another_is_an_ordinary_one(physio, visit):
    desk = desk_of(physio)
    beside = book_at_desk(physio, patient_of(physio), overbook_reason="acute", by=desk)
    moved = move_appointment(by=desk, appointment=beside.uuid, starts_at=LATER)

    assert (moved.is_overbooked, moved.overbook_reason) == (False, "")


def test_a_patient_cannot_say_why_and_stand_beside_another(physio, patient, visit):
    book(physio, patient_of(physio), LATER)

    said = {"by": user_of(patient), "patient": patient, "starts_at": LATER, "overbook_reason": "please"}
    refused("slot_taken", visit, move_appointment, **said)


@pytest.mark.parametrize("change", [cancel_appointment, move_appointment])
def test_after_the_cut_off_the_patient_is_told_how_to_reach_the_clinic(physio, patient, visit, change):
    physio.clinic.phone = "+49 30 1234567"
    physio.clinic.save()
    when = {"starts_at": LATER} if change is move_appointment else {}

    with clock.pretending(SHORTLY_BEFORE), pytest.raises(Conflict) as error:
        change(by=user_of(patient), patient=patient, appointment=visit.uuid, **when)
    assert error.value.code == "too_late"
    assert "+49 30 1234567" in str(error.value.message)
    assert as_it_is(visit)[0] == AppointmentStatus.BOOKED


def test_a_patient_cancels_in_time(physio, patient, visit):
    row = cancel_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid, reason="a cold")

    assert (row.status, row.is_late, row.cancel_reason) == (AppointmentStatus.CANCELLED, False, "a cold")
    assert book(physio, patient_of(physio))


def test_staff_cancel_late_and_say_whether_it_counts(physio, visit):
    with clock.pretending(SHORTLY_BEFORE):
        row = cancel_appointment(by=desk_of(physio), appointment=visit.uuid, is_late=True)
    assert row.is_late

    other = book_at_desk(physio, patient_of(physio))
    with clock.pretending(SHORTLY_BEFORE):
        row = cancel_appointment(by=desk_of(physio), appointment=other.uuid)
    assert not row.is_late


def test_what_the_clinic_confirmed_is_not_moved_without_it(physio):
    kind = physio.kinds.get()
    kind.who_may_book = BookableBy.ON_REQUEST
    kind.save()
    patient = patient_of(physio)
    asked = book(physio, patient)
    moved = move_appointment(by=user_of(patient), patient=patient, appointment=asked.uuid, starts_at=LATER)
    approve_request(by=desk_of(physio), appointment=moved.uuid)

    refused("not_bookable", moved, move_appointment, by=user_of(patient), patient=patient, starts_at=TEN)


@pytest.mark.parametrize("change", [cancel_appointment, move_appointment])
def test_what_is_cancelled_is_not_changed_again(physio, patient, visit, change):
    cancel_appointment(by=user_of(patient), patient=patient, appointment=visit.uuid)
    when = {"starts_at": LATER} if change is move_appointment else {}

    refused("closed", visit, change, by=desk_of(physio), **when)


@pytest.mark.parametrize("change", [cancel_appointment, move_appointment])
def test_what_has_taken_place_is_not_changed(physio, visit, change):
    desk = desk_of(physio)
    when = {"starts_at": LATER + timedelta(days=1)} if change is move_appointment else {}
    with clock.pretending(HALF_PAST):
        complete_appointment(by=desk, appointment=visit.uuid)
        refused("closed", visit, change, by=desk, **when)


def test_what_has_begun_is_not_moved(physio, visit):
    with clock.pretending(TEN):
        refused("closed", visit, move_appointment, by=desk_of(physio), starts_at=LATER)


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [(NOW - timedelta(hours=1), "past"), (TEN.replace(hour=3), "outside_hours")],
)
def test_a_visit_is_not_moved_to_where_there_are_no_visits(patient, visit, starts_at, code):
    refused(code, visit, move_appointment, by=user_of(patient), patient=patient, starts_at=starts_at)


def test_another_clinics_staff_find_no_visit(visit):
    stranger = physio_at(ClinicFactory.create())

    with pytest.raises(NotFound):
        cancel_appointment(by=stranger, appointment=visit.uuid)
    with pytest.raises(NotFound):
        move_appointment(by=stranger, appointment=visit.uuid, starts_at=LATER)


def test_another_patient_finds_no_visit(physio, visit):
    other = patient_of(physio)

    with pytest.raises(NotFound):
        cancel_appointment(by=user_of(other), patient=other, appointment=visit.uuid)


def test_a_visit_is_closed_after_its_start_only(physio, visit):
    refused("too_early", visit, complete_appointment, by=desk_of(physio))


def test_whether_somebody_came_can_be_corrected(physio, visit):
    desk = desk_of(physio)
    with clock.pretending(HALF_PAST):
        mark_no_show(by=desk, appointment=visit.uuid)
        row = complete_appointment(by=desk, appointment=visit.uuid)

    assert (row.status, row.closed_by) == (AppointmentStatus.COMPLETED, desk)


def test_who_was_not_there_cannot_have_come_when_another_sat_there(physio, visit):
    desk = desk_of(physio)
    with clock.pretending(TEN + timedelta(minutes=1)):
        mark_no_show(by=desk, appointment=visit.uuid)
        book_at_desk(
            physio, patient_of(physio), TEN + timedelta(minutes=5), by=desk, overbook_reason="walked in"
        )
        refused("slot_taken", visit, complete_appointment, by=desk)


def test_what_is_only_asked_for_is_never_taken_back_late():
    physio = clinic(who_may_book="on_request")
    patient = patient_of(physio)
    package = sell_package(by=desk_of(physio), patient=patient.uuid, name="Three", visits=3)
    asked = book(physio, patient)

    with clock.pretending(SHORTLY_BEFORE):
        row = cancel_appointment(by=user_of(patient), patient=patient, appointment=asked.uuid)
    assert (row.status, row.is_late, balance_of(package)) == (AppointmentStatus.CANCELLED, False, 3)


def test_with_a_reason_too_a_visit_stands_beside_another_only_where_there_is_one(physio, visit):
    OutsideBusyFactory.create(
        calendar__practitioner=physio, starts_at=LATER, ends_at=LATER + timedelta(hours=1)
    )
    moved = move_appointment(
        by=desk_of(physio), appointment=visit.uuid, starts_at=LATER, overbook_reason="acute"
    )

    assert not moved.is_overbooked


def test_with_a_reason_a_visit_goes_beside_another_outside_the_hours(physio, visit):
    late, desk = TEN.replace(hour=19), desk_of(physio)
    book_at_desk(physio, patient_of(physio), late, overbook_reason="works shifts", by=desk)
    moved = move_appointment(by=desk, appointment=visit.uuid, starts_at=late, overbook_reason="acute")

    assert (moved.starts_at, moved.is_overbooked) == (late, True)
