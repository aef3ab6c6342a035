"""Visits that are booked together: seen one by one before, made all or none, changed together."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import clock
from common.zones import zone
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, Series
from scheduling.rules.series import Scope, occurrences
from scheduling.services.series import SeriesConflicts, book_series, cancel_series, move_series, plan_series
from tests.places import changes_of_the_clock
from tests.scheduling.booking import NOW, TEN, book, clinic, desk_of, patient_of

WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def physio(db):
    return clinic()


@pytest.fixture
def patient(physio):
    return patient_of(physio)


def wanted(physio, patient, **changes):
    return {
        "by": desk_of(physio),
        "patient": patient.uuid,
        "kind": physio.kinds.get().uuid,
        "practitioner": physio.uuid,
        "starts_at": TEN,
        "count": 6,
    } | changes


def starts(**conditions) -> list[datetime]:
    rows = Appointment.objects.filter(status=AppointmentStatus.BOOKED, **conditions)
    return list(rows.order_by("starts_at").values_list("starts_at", flat=True))


def test_six_weeks_at_one_time(physio, patient):
    series = book_series(uuid=uuid4(), **wanted(physio, patient))

    assert starts(series=series) == [TEN + number * WEEK for number in range(6)]


def test_the_same_id_again_is_the_same_series(physio, patient):
    said = wanted(physio, patient, uuid=uuid4())

    assert book_series(**said) == book_series(**said)
    assert len(starts()) == 6


def test_what_is_in_the_way_is_seen_before(physio, patient):
    book(physio, patient_of(physio), TEN + 2 * WEEK)
    planned = plan_series(**wanted(physio, patient))

    assert [bool(each.problem) for each in planned] == [False, False, True, False, False, False]


def test_nothing_is_half_made(physio, patient):
    book(physio, patient_of(physio), TEN + 2 * WEEK)

    with pytest.raises(SeriesConflicts) as error:
        book_series(uuid=uuid4(), **wanted(physio, patient))
    assert [each.starts_at for each in error.value.occurrences] == [TEN + 2 * WEEK]
    assert (Series.objects.count(), starts(patient=patient)) == (0, [])


def test_what_is_in_the_way_is_left_out_when_somebody_says_so(physio, patient):
    book(physio, patient_of(physio), TEN + 2 * WEEK)
    series = book_series(uuid=uuid4(), **wanted(physio, patient, skip=[TEN + 2 * WEEK]))

    assert (series.count, len(starts(series=series))) == (5, 5)


@pytest.mark.parametrize(
    ("scope", "left"), [(Scope.THIS, [0, 1, 3, 4, 5]), (Scope.FOLLOWING, [0, 1]), (Scope.ALL, [])]
)
def test_this_the_following_or_all_are_cancelled(physio, patient, scope, left):
    series = book_series(uuid=uuid4(), **wanted(physio, patient))
    third = series.appointments.get(starts_at=TEN + 2 * WEEK)
    cancel_series(by=desk_of(physio), appointment=third.uuid, scope=scope, reason="away")

    assert starts(series=series) == [TEN + number * WEEK for number in left]


def test_staff_say_that_a_cancelled_series_does_not_count_as_late(physio, patient):
    series = book_series(uuid=uuid4(), **wanted(physio, patient))
    first = series.appointments.order_by("starts_at")[0]

    with clock.pretending(TEN - timedelta(hours=1)):
        rows = cancel_series(by=desk_of(physio), appointment=first.uuid, scope=Scope.ALL, is_late=False)
    assert (len(rows), any(row.is_late for row in rows)) == (6, False)


@pytest.mark.parametrize("days", [1, -1, 7])
def test_all_move_by_as_many_days(physio, patient, days):
    series = book_series(uuid=uuid4(), **wanted(physio, patient, starts_at=TEN + WEEK))
    first = series.appointments.earliest("starts_at")
    by = timedelta(days=days)
    move_series(by=desk_of(physio), appointment=first.uuid, starts_at=TEN + WEEK + by, scope=Scope.ALL)

    assert starts(series=series) == [TEN + number * WEEK + by for number in range(1, 7)]


def test_none_moves_when_one_cannot(physio, patient):
    series = book_series(uuid=uuid4(), **wanted(physio, patient))
    before = starts(series=series)
    later = timedelta(hours=1)
    book(physio, patient_of(physio), TEN + 3 * WEEK + later)

    first = series.appointments.earliest("starts_at")
    with pytest.raises(SeriesConflicts) as error:
        move_series(by=desk_of(physio), appointment=first.uuid, starts_at=TEN + later, scope=Scope.ALL)
    assert [each.starts_at for each in error.value.occurrences] == [TEN + 3 * WEEK + later]
    assert starts(series=series) == before


def test_a_series_keeps_its_wall_time_when_the_clocks_change(physio, patient):
    with clock.pretending(datetime(2027, 3, 20, 6, tzinfo=UTC)):
        first = datetime(2027, 3, 24, 9, tzinfo=UTC)  # ten in Berlin, before the clocks change
        book_series(uuid=uuid4(), **wanted(physio, patient, starts_at=first, count=2))

    assert starts() == [first, datetime(2027, 3, 31, 8, tzinfo=UTC)]


@given(
    st.sampled_from(changes_of_the_clock()),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 8),
    st.integers(1, 4),
)
def test_every_visit_of_a_series_is_at_the_wall_time_of_the_first(change, minute, count, weeks):
    place, on = change
    first = datetime.combine(on - timedelta(days=14), datetime.min.time(), zone(place))
    first = (first + timedelta(minutes=minute)).astimezone(UTC)
    wall = first.astimezone(zone(place))
    for number, (at, is_skipped) in enumerate(occurrences(place, first, count, weeks)):
        local = at.astimezone(zone(place))
        if not is_skipped:
            day = wall.date() + timedelta(weeks=number * weeks)
            assert (local.date(), local.time()) == (day, wall.time())


def test_a_wall_time_that_is_jumped_over_is_said():
    at = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)  # 2:30 in Berlin; a week later there is none

    assert [is_skipped for _at, is_skipped in occurrences("Europe/Berlin", at, 3, 1)] == [False, True, False]
