"""Free slots out of stored hours, visits and time off, and how often the database is asked for them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.queries.slots import fits, free_slots, look_for_slot, offers_of
from scheduling.rules.words import Reason
from tests.factories import ClinicFactory, PatientFactory
from tests.scheduling_factories import (
    AppointmentFactory,
    AppointmentKindFactory,
    ExtraHoursFactory,
    LocationFactory,
    OutsideBusyFactory,
    OutsideCalendarFactory,
    PolicyFactory,
    PractitionerFactory,
    TimeOffFactory,
    WeeklyHoursFactory,
    bookable,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 14, 12, tzinfo=UTC)
TEN = datetime(2026, 6, 15, 8, tzinfo=UTC)  # in Berlin


@pytest.fixture(autouse=True)
def _sunday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    """Works from nine to five; a start every half hour."""
    found = bookable()
    PolicyFactory.create(clinic=found.clinic, granularity_minutes=30)
    return found


@pytest.fixture
def patient(practitioner):
    return PatientFactory.create(clinic=practitioner.clinic)


def slots(whose, days=1, **said):
    day = clock.moment("Europe/Berlin", MONDAY, time(0))
    asked = {
        "clinic": whose.clinic,
        "kind": whose.kinds.first(),
        "practitioner": whose,
        "from_at": day,
        "until_at": day + timedelta(days=days),
    }
    return free_slots(**asked | said)


def hours(found):
    return [f"{slot.starts_at.astimezone(clock.zone('Europe/Berlin')):%H:%M}" for slot in found]


def booked(practitioner, starts_at=TEN, **fields):
    return AppointmentFactory.create(
        **{"patient": PatientFactory.create(clinic=practitioner.clinic)}
        | {"practitioner": practitioner, "kind": practitioner.kinds.get(), "starts_at": starts_at}
        | fields
    )


def held(practitioner, patient, until):
    return booked(
        practitioner,
        patient=patient,
        status=AppointmentStatus.HELD,
        hold_expires_at=until,
        booked_at=None,
        booked_by=None,
    )


def test_a_day_of_hours_is_a_day_of_slots(practitioner):
    found = slots(practitioner)

    assert len(found) == 16
    assert found[0] == (
        datetime(2026, 6, 15, 7, tzinfo=UTC),
        datetime(2026, 6, 15, 7, 30, tzinfo=UTC),
        practitioner.pk,
        None,
    )


@pytest.mark.parametrize("status", ["booked", "completed"])
def test_a_visit_is_in_the_way(practitioner, status):
    by = practitioner.user
    closed = {"closed_at": NOW, "closed_by": by} if status == "completed" else {}
    booked(practitioner, status=status, **closed)

    assert "10:00" not in hours(slots(practitioner))


def test_a_cancelled_visit_is_not(practitioner):
    booked(practitioner, status="cancelled", cancelled_at=NOW)

    assert "10:00" in hours(slots(practitioner))


def test_the_buffers_of_another_kind_count_beside_ours(practitioner):
    kind = practitioner.kinds.get()
    kind.buffer_before = 30
    kind.save()
    other = AppointmentKindFactory.create(clinic=practitioner.clinic, buffer_after=30)
    booked(practitioner, kind=other)

    assert hours(slots(practitioner))[:3] == ["09:00", "09:30", "11:30"]


def test_a_hold_is_in_the_way_until_it_is_over(practitioner, patient):
    held(practitioner, patient, NOW + timedelta(minutes=10))

    assert "10:00" not in hours(slots(practitioner))
    assert "10:00" in hours(slots(practitioner, now=NOW + timedelta(minutes=10)))


def test_ones_own_hold_is_not_in_the_way(practitioner, patient):
    held(practitioner, patient, NOW + timedelta(minutes=10))

    assert "10:00" in hours(slots(practitioner, patient=patient))


def test_a_visit_that_is_to_be_moved_is_not_in_its_own_way(practitioner, patient):
    visit = booked(practitioner, patient=patient)

    assert "10:00" in hours(slots(practitioner, patient=patient, ignoring=visit))


def test_the_patients_visit_with_somebody_else_is_in_the_way(practitioner, patient):
    elsewhere = bookable(practitioner.clinic)
    booked(elsewhere, patient=patient)

    assert "10:00" not in hours(slots(practitioner, patient=patient))
    assert "10:00" in hours(slots(practitioner))


@pytest.mark.parametrize("whose", ["own", "the clinic's"])
def test_time_off_takes_slots_away(practitioner, whose):
    TimeOffFactory.create(
        clinic=practitioner.clinic,
        practitioner=practitioner if whose == "own" else None,
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=7),
    )

    assert hours(slots(practitioner)) == ["09:00", "09:30"]


def test_the_time_off_of_somebody_else_does_not(practitioner):
    other = bookable(practitioner.clinic)
    TimeOffFactory.create(
        clinic=practitioner.clinic, practitioner=other, starts_at=TEN, ends_at=TEN + timedelta(hours=7)
    )

    assert len(slots(practitioner)) == 16


def test_what_is_busy_in_another_calendar_is_busy(practitioner):
    calendar = OutsideCalendarFactory.create(practitioner=practitioner)
    OutsideBusyFactory.create(calendar=calendar, starts_at=TEN, ends_at=TEN + timedelta(hours=1))

    assert hours(slots(practitioner))[:3] == ["09:00", "09:30", "11:00"]


def test_a_calendar_that_is_not_in_use_says_nothing(practitioner):
    calendar = OutsideCalendarFactory.create(practitioner=practitioner, is_active=False)
    OutsideBusyFactory.create(calendar=calendar, starts_at=TEN, ends_at=TEN + timedelta(hours=1))

    assert len(slots(practitioner)) == 16


def test_extra_hours_are_added(practitioner):
    ExtraHoursFactory.create(practitioner=practitioner, on=MONDAY, start=time(20), end=time(21))

    assert hours(slots(practitioner))[-2:] == ["20:00", "20:30"]


def test_a_public_holiday_is_closed_unless_the_clinic_works(practitioner):
    policy = practitioner.clinic.booking_policy
    policy.holiday_country = "DE"
    policy.save()
    unity_day = clock.moment("Europe/Berlin", date(2026, 10, 3), time(0))
    asked = {"from_at": unity_day, "until_at": unity_day + timedelta(days=1), "staff": True}

    assert slots(practitioner, **asked) == []

    policy.works_on = [date(2026, 10, 3)]
    policy.save()
    assert len(slots(practitioner, **asked)) == 16


def test_a_kind_in_person_is_where_the_hours_are(practitioner):
    kind = AppointmentKindFactory.create(clinic=practitioner.clinic, is_remote=False)
    practitioner.kinds.add(kind)
    assert slots(practitioner, kind=kind) == []

    room = LocationFactory.create(clinic=practitioner.clinic)
    practitioner.weekly_hours.update(location=room)
    assert {slot.location_id for slot in slots(practitioner, kind=kind)} == {room.pk}

    room.is_active = False
    room.save()
    assert slots(practitioner, kind=kind) == []


def test_patients_keep_to_notice_and_horizon_and_staff_do_not(practitioner):
    policy = practitioner.clinic.booking_policy
    policy.notice_minutes, policy.horizon_days = 20 * 60, 1
    policy.save()

    assert hours(slots(practitioner, days=2))[0] == "10:00"
    assert len(slots(practitioner, days=2)) == 14
    assert len(slots(practitioner, days=2, staff=True)) == 32


def test_nobody_sees_the_past_or_further_than_a_year(practitioner):
    late = NOW + timedelta(days=500)

    assert slots(practitioner, from_at=NOW - timedelta(days=9), until_at=NOW, staff=True) == []
    assert slots(practitioner, from_at=late, until_at=late + timedelta(days=1), staff=True) == []


def test_a_window_back_to_front_is_empty(practitioner):
    assert slots(practitioner, days=-1) == []


def test_whoever_is_not_booked_by_patients_is_booked_by_staff(practitioner):
    practitioner.is_bookable = False
    practitioner.save()

    assert slots(practitioner) == []
    assert len(slots(practitioner, staff=True)) == 16


def test_nobody_is_booked_who_does_not_work_here_any_more(practitioner):
    practitioner.user.memberships.update(ended_at=clock.now(), started_at=NOW - timedelta(days=9))

    assert slots(practitioner, staff=True) == []


def test_nobody_is_booked_for_what_they_do_not_offer(practitioner):
    other = AppointmentKindFactory.create(clinic=practitioner.clinic)

    assert slots(practitioner, kind=other) == []
    assert fits(kind=other, practitioner=practitioner, starts_at=TEN) == Reason.NOT_BOOKABLE


def test_another_clinics_practitioner_has_no_slots_here(practitioner):
    assert slots(practitioner, clinic=ClinicFactory.create()) == []


def test_any_practitioner_means_everybody_who_is_free(practitioner):
    other = bookable(practitioner.clinic)
    kind = practitioner.kinds.get()
    other.kinds.add(kind)
    booked(practitioner)

    offers = offers_of(slots(practitioner, practitioner=None, kind=kind))

    assert len(offers) == 16
    free = {f"{offer.starts_at:%H:%M}": {slot.practitioner_id for slot in offer.slots} for offer in offers}
    assert free["08:00"] == {other.pk}
    assert free["08:30"] == {practitioner.pk, other.pk}


def test_a_free_start_fits_and_says_where(practitioner):
    kind = practitioner.kinds.get()
    room = LocationFactory.create(clinic=practitioner.clinic)
    practitioner.weekly_hours.update(location=room)
    kind.is_remote = False
    kind.save()

    found = look_for_slot(kind=kind, practitioner=practitioner, starts_at=TEN)

    assert found == (None, room.pk)


@pytest.mark.parametrize(
    ("starts_at", "staff", "reason"),
    [
        (NOW - timedelta(minutes=1), True, Reason.PAST),
        (NOW + timedelta(minutes=30), False, Reason.TOO_SOON),
        (NOW + timedelta(days=90), False, Reason.BEYOND_HORIZON),
        (NOW + timedelta(days=5 * 365), True, Reason.BEYOND_HORIZON),
        (datetime.max.replace(tzinfo=UTC), True, Reason.BEYOND_HORIZON),
        (TEN + timedelta(hours=12), False, Reason.OUTSIDE_HOURS),
        (TEN + timedelta(minutes=10), False, Reason.OFF_GRID),
        (TEN + timedelta(minutes=10), True, None),
        (TEN, False, None),
    ],
)
def test_why_a_start_is_no_slot(practitioner, starts_at, staff, reason):
    found = fits(kind=practitioner.kinds.get(), practitioner=practitioner, starts_at=starts_at, staff=staff)

    assert found == reason


def test_a_longer_visit_needs_more_room(practitioner):
    kind = practitioner.kinds.get()
    booked(practitioner, TEN + timedelta(minutes=30))
    asked = {"kind": kind, "practitioner": practitioner, "starts_at": TEN, "staff": True}

    assert fits(**asked) is None
    assert fits(**asked, minutes=45) == Reason.TAKEN


def full_clinic(practitioners):
    """Everybody busy, away and with hours of their own, so that every table has rows of each."""
    clinic = ClinicFactory.create()
    PolicyFactory.create(clinic=clinic, holiday_country="DE")
    kind = AppointmentKindFactory.create(clinic=clinic)
    room = LocationFactory.create(clinic=clinic)
    for _number in range(practitioners):
        one = PractitionerFactory.create(clinic=clinic, daily_limit=3)
        one.kinds.add(kind)
        for weekday in range(7):
            WeeklyHoursFactory.create(practitioner=one, weekday=weekday, location=room)
        ExtraHoursFactory.create(practitioner=one, on=MONDAY, start=time(18), end=time(20))
        TimeOffFactory.create(
            clinic=clinic, practitioner=one, starts_at=TEN, ends_at=TEN + timedelta(hours=1)
        )
        OutsideBusyFactory.create(calendar=OutsideCalendarFactory.create(practitioner=one), starts_at=TEN)
        booked(one, TEN + timedelta(hours=3))
    return clinic, kind


def asked_for(clinic, kind, *, days):
    """How many queries a patient's look at these days takes."""
    patient = PatientFactory.create(clinic=clinic)
    with CaptureQueriesContext(connection) as queries:
        found = free_slots(
            clinic=clinic,
            kind=kind,
            practitioner=None,
            from_at=NOW,
            until_at=NOW + timedelta(days=days),
            patient=patient,
        )
    assert found
    return len(queries)


def test_thirty_days_of_twenty_practitioners_ask_the_database_as_often_as_a_day_of_one():
    one, twenty = (full_clinic(number) for number in (1, 20))

    assert [asked_for(*one, days=2), asked_for(*one, days=30), asked_for(*twenty, days=30)] == [8, 8, 8]


def test_the_busy_times_come_from_their_index(practitioner):
    with CaptureQueriesContext(connection) as queries:
        slots(practitioner)
    busy = next(query["sql"] for query in queries if "blocks_until" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {busy}")
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "appointment_busy" in plan
