"""A patient keeps a time and books it; staff book for patients. What is refused leaves nothing behind."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from notifications.services.delivery import deliver_due
from scheduling.enums import AppointmentStatus, BookableBy
from scheduling.models import Appointment
from scheduling.services.booking import release_hold
from scheduling.services.changing import move_appointment
from scheduling.services.credits import balance_of
from scheduling.services.packages import sell_package
from scheduling.services.refusals import SlotTaken
from scheduling.services.staff_booking import approve_request, decline_request
from scheduling.services.sweeping import expire_offers
from tests.factories import asked_of, screened
from tests.scheduling.booking import (
    HALF_PAST,
    NOW,
    TEN,
    answers_of,
    book,
    book_at_desk,
    clinic,
    desk_of,
    hold,
    patient_of,
    user_of,
)
from tests.scheduling_factories import AppointmentKindFactory, PolicyFactory, bookable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


def codes(error: pytest.ExceptionInfo[Conflict] | pytest.ExceptionInfo[InvalidInput]) -> str:
    return error.value.code


def test_a_patient_books_a_free_time():
    physio = clinic(price="60 €", buffer_after=10)
    row = book(physio, patient_of(physio))

    assert (row.status, row.starts_at, row.ends_at) == (AppointmentStatus.BOOKED, TEN, HALF_PAST)
    assert (row.blocks_until, row.price) == (HALF_PAST + timedelta(minutes=10), "60 €")


def test_anybody_who_is_free_will_do():
    physio = clinic()
    other = bookable(physio.clinic)
    other.kinds.set(physio.kinds.all())
    first = book(physio, patient_of(physio), practitioner=None)
    second = book(physio, patient_of(physio), practitioner=None)

    assert {first.practitioner, second.practitioner} == {physio, other}
    with pytest.raises(SlotTaken):
        book(physio, patient_of(physio), practitioner=None)


def test_a_time_that_is_taken_comes_with_the_next_free_ones():
    physio = clinic()
    book(physio, patient_of(physio))

    with pytest.raises(SlotTaken) as error:
        book(physio, patient_of(physio))
    near = [slot.starts_at for slot in error.value.slots]
    assert near == [TEN + timedelta(minutes=minutes) for minutes in (-60, -45, -30, 30, 45)]


def test_the_same_id_again_is_the_same_booking():
    physio = clinic()
    patient, uuid = patient_of(physio), uuid4()
    first = book(physio, patient, uuid=uuid)

    assert book(physio, patient, uuid=uuid) == first
    assert Appointment.objects.count() == 1


def test_an_id_is_not_used_for_two_times():
    physio = clinic()
    patient = patient_of(physio)
    uuid = book(physio, patient).uuid

    with pytest.raises(Conflict) as error:
        book(physio, patient, HALF_PAST, uuid=uuid)
    assert codes(error) == "id_taken"


def test_an_id_of_somebody_else_shows_nothing():
    physio = clinic()
    uuid = book(physio, patient_of(physio)).uuid

    with pytest.raises(Conflict) as error:
        book(physio, patient_of(physio), uuid=uuid)
    assert codes(error) == "id_taken"


def test_a_patient_is_not_at_two_visits_at_once():
    physio = clinic()
    other, patient = bookable(physio.clinic), patient_of(physio)
    book(physio, patient)

    with pytest.raises(Conflict) as error:
        book(other, patient)
    assert codes(error) == "patient_busy"


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (NOW - timedelta(minutes=15), "past"),
        (NOW + timedelta(hours=3), "too_soon"),
        (TEN + timedelta(days=60), "beyond_horizon"),
        (TEN + timedelta(days=5 * 365), "beyond_horizon"),
        (TEN.replace(hour=3), "outside_hours"),
        (TEN.replace(hour=15, minute=45), "outside_hours"),
        (TEN + timedelta(minutes=7), "off_grid"),
    ],
)
def test_a_time_that_is_not_offered_is_refused_with_its_reason(starts_at, code):
    physio = clinic()

    with pytest.raises(InvalidInput) as error:
        book(physio, patient_of(physio), starts_at)
    assert codes(error) == code
    assert not Appointment.objects.exists()


def test_a_time_without_a_zone_is_refused():
    physio = clinic()

    with pytest.raises(InvalidInput):
        book(physio, patient_of(physio), datetime(2026, 12, 3, 10))  # noqa: DTZ001 - that is the point


def test_another_clinics_practitioner_and_kind_do_not_exist():
    physio, elsewhere = clinic(), bookable()
    patient = patient_of(physio)

    with pytest.raises(NotFound):
        book(physio, patient, practitioner=elsewhere.uuid)
    with pytest.raises(NotFound):
        book(physio, patient, kind=elsewhere.kinds.get().uuid)


def test_what_only_staff_book_is_not_booked_by_patients():
    physio = clinic(who_may_book=BookableBy.NOBODY)

    with pytest.raises(Conflict) as error:
        book(physio, patient_of(physio))
    assert codes(error) == "not_bookable"


def test_who_does_not_offer_a_kind_is_not_booked_for_it():
    physio = clinic()
    kind = AppointmentKindFactory.create(clinic=physio.clinic)

    with pytest.raises(Conflict) as error:
        book(physio, patient_of(physio), kind=kind.uuid)
    assert codes(error) == "not_bookable"


def test_without_the_short_list_nothing_is_booked():
    physio = clinic()

    with pytest.raises(Conflict) as error:
        book(physio, patient_of(physio), screening=uuid4())
    assert codes(error) == "screening_needed"


def test_a_warning_sign_stops_the_booking():
    physio = clinic()
    patient = patient_of(physio)
    told = screened(patient, asked_of(patient, "runners-knee", "daily")[0].id, scope="daily")

    with pytest.raises(Conflict) as error:
        book(physio, patient, screening=told.uuid)
    assert codes(error) == "red_flag"
    assert not Appointment.objects.exists()


def test_what_is_asked_for_waits_for_the_clinic():
    physio = clinic(who_may_book=BookableBy.ON_REQUEST)
    row = book(physio, patient_of(physio))

    assert row.status == AppointmentStatus.REQUESTED
    assert approve_request(by=desk_of(physio), appointment=row.uuid).status == AppointmentStatus.BOOKED
    with pytest.raises(Conflict) as error:
        decline_request(by=desk_of(physio), appointment=row.uuid, reason="ill")
    assert codes(error) == "closed"


def test_a_request_takes_its_time_until_it_is_declined():
    physio = clinic(who_may_book=BookableBy.ON_REQUEST)
    row = book(physio, patient_of(physio))

    with pytest.raises(SlotTaken):
        book(physio, patient_of(physio))
    decline_request(by=desk_of(physio), appointment=row.uuid, reason="away")
    assert book(physio, patient_of(physio))


def test_a_hold_keeps_the_time_and_becomes_the_booking():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)

    with pytest.raises(SlotTaken):
        book(physio, patient_of(physio))
    row = book(physio, patient, uuid=held.uuid)
    assert (row.pk, row.status, row.hold_expires_at) == (held.pk, AppointmentStatus.BOOKED, None)


def test_a_patient_keeps_one_time_only():
    physio = clinic()
    patient = patient_of(physio)
    first, second = hold(physio, patient), hold(physio, patient, HALF_PAST)

    first.refresh_from_db()
    assert (first.status, second.status) == (AppointmentStatus.EXPIRED, AppointmentStatus.HELD)


def test_a_hold_that_cannot_be_had_leaves_the_earlier_one():
    physio = clinic()
    patient = patient_of(physio)
    book(physio, patient_of(physio), HALF_PAST)
    held = hold(physio, patient)

    with pytest.raises(SlotTaken):
        hold(physio, patient, HALF_PAST)
    held.refresh_from_db()
    assert held.status == AppointmentStatus.HELD


def test_the_same_hold_again_keeps_it_longer():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)
    with clock.pretending(NOW + timedelta(minutes=9)):
        again = hold(physio, patient, uuid=held.uuid)

    assert again.hold_expires_at == NOW + timedelta(minutes=19)


def test_nobody_keeps_a_time_for_ever():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)
    Appointment.objects.update(created_at=NOW, hold_expires_at=NOW + timedelta(hours=1))

    with clock.pretending(NOW + timedelta(minutes=41)), pytest.raises(Conflict) as error:
        hold(physio, patient, uuid=held.uuid)
    assert codes(error) == "hold_expired"


def test_a_hold_that_is_over_is_in_nobodys_way():
    physio = clinic()
    held = hold(physio, patient_of(physio))
    with clock.pretending(NOW + timedelta(minutes=10)):
        assert book(physio, patient_of(physio))

    held.refresh_from_db()
    assert held.status == AppointmentStatus.EXPIRED


def test_a_hold_that_nobody_comes_to_is_given_back_by_the_sweep():
    physio = clinic()
    over, held = hold(physio, patient_of(physio)), hold(physio, patient_of(physio), HALF_PAST)
    Appointment.objects.filter(pk=over.pk).update(hold_expires_at=NOW)
    expire_offers()

    over.refresh_from_db()
    held.refresh_from_db()
    assert (over.status, held.status) == (AppointmentStatus.EXPIRED, AppointmentStatus.HELD)


def test_a_late_booking_is_made_after_all_when_the_time_is_still_free():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)
    with clock.pretending(NOW + timedelta(minutes=11)):
        row = book(physio, patient, uuid=held.uuid)

    assert (row.pk, row.status) == (held.pk, AppointmentStatus.BOOKED)


def test_a_late_booking_is_refused_when_somebody_was_faster():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)
    with clock.pretending(NOW + timedelta(minutes=11)):
        book(physio, patient_of(physio))
        with pytest.raises(SlotTaken) as error:
            book(physio, patient, uuid=held.uuid)

    assert error.value.slots


def test_a_time_is_given_back():
    physio = clinic()
    patient = patient_of(physio)
    held = hold(physio, patient)
    release_hold(by=user_of(patient), patient=patient, uuid=held.uuid)

    assert book(physio, patient_of(physio))


def test_staff_book_inside_the_notice():
    physio = clinic()
    soon = NOW.replace(hour=9)

    assert book_at_desk(physio, patient_of(physio), soon).starts_at == soon


def test_staff_book_outside_the_hours_with_a_reason_only():
    physio = clinic()
    late = TEN.replace(hour=19)

    with pytest.raises(InvalidInput) as error:
        book_at_desk(physio, patient_of(physio), late)
    assert codes(error) == "outside_hours"
    row = book_at_desk(physio, patient_of(physio), late, overbook_reason="works shifts")
    assert not row.is_overbooked


def test_staff_book_beside_another_with_a_reason_only():
    physio = clinic()
    book(physio, patient_of(physio))

    with pytest.raises(SlotTaken):
        book_at_desk(physio, patient_of(physio))
    row = book_at_desk(physio, patient_of(physio), overbook_reason="acute")
    assert (row.is_overbooked, row.overbook_reason) == (True, "acute")


def test_nobody_books_the_past():
    physio = clinic()

    with pytest.raises(InvalidInput) as error:
        book_at_desk(physio, patient_of(physio), NOW - timedelta(hours=1), overbook_reason="to note it")
    assert codes(error) == "past"


def test_staff_book_once_with_one_id():
    physio = clinic()
    patient, uuid = patient_of(physio), uuid4()

    assert book_at_desk(physio, patient, uuid=uuid) == book_at_desk(physio, patient, uuid=uuid)


def test_an_id_is_one_patients_also_after_its_visit_was_moved():
    physio = clinic()
    made = book_at_desk(physio, patient_of(physio))
    move_appointment(by=desk_of(physio), appointment=made.uuid, starts_at=HALF_PAST)

    with pytest.raises(Conflict) as error:
        book_at_desk(physio, patient_of(physio), uuid=made.uuid)
    assert codes(error) == "id_taken"


def test_a_request_that_nobody_answers_ends_with_its_time_and_is_given_back():
    physio = clinic(who_may_book="on_request")
    patient = patient_of(physio)
    package = sell_package(by=desk_of(physio), patient=patient.uuid, name="Three", visits=3)
    asked = book(physio, patient)

    expire_offers()
    asked.refresh_from_db()
    assert asked.status == AppointmentStatus.REQUESTED
    with clock.pretending(TEN):
        expire_offers()
        expire_offers()
    asked.refresh_from_db()
    assert (asked.status, asked.is_late, balance_of(package)) == (AppointmentStatus.CANCELLED, False, 3)


def test_a_patient_hears_that_nobody_answered(mail_server):
    physio = clinic(who_may_book="on_request")
    book(physio, patient_of(physio))
    with clock.pretending(NOW + timedelta(minutes=5)):
        deliver_due()
    with clock.pretending(TEN):
        expire_offers()
        deliver_due()

    assert mail_server.accepted[-1]["Subject"].startswith("We cannot offer you")


def test_the_front_desk_does_not_book_past_a_warning_sign():
    physio = clinic()
    patient = patient_of(physio)
    screened(patient, asked_of(patient, "runners-knee", "daily")[0].id, scope="daily")

    with pytest.raises(Conflict) as error:
        book_at_desk(physio, patient)
    assert codes(error) == "stopped"
    assert book_at_desk(physio, patient, by=physio.user)


def test_the_daily_limit_holds():
    physio = clinic()
    physio.daily_limit = 1
    physio.save()
    book(physio, patient_of(physio))

    with pytest.raises(SlotTaken):
        book(physio, patient_of(physio), HALF_PAST)


def test_the_clinics_own_hold_time_counts():
    physio = clinic()
    PolicyFactory.create(clinic=physio.clinic, hold_minutes=3)

    assert hold(physio, patient_of(physio)).hold_expires_at == NOW + timedelta(minutes=3)


def test_an_answer_of_the_day_before_yesterday_is_too_old():
    physio = clinic()
    patient = patient_of(physio)
    with clock.pretending(NOW - timedelta(days=2)):
        answered = answers_of(patient)

    with pytest.raises(Conflict) as error:
        book(physio, patient, screening=answered)
    assert codes(error) == "screening_needed"
