"""When a patient wants to hear from us."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common import clock
from common.errors import InvalidInput
from common.validators import time_zones
from patients.models import Patient, Preferences
from patients.services.preferences import is_quiet, next_reminder_at, update_own_preferences
from tests.factories import PatientFactory, PreferencesFactory
from tests.places import changes_of_the_clock

QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]


def reminders(zone: str, remind_at: time, after: datetime, count: int) -> list[datetime]:
    """The next ``count`` reminder times, each asked for at the one before."""
    preferences = Preferences(patient=Patient(time_zone=zone), remind_at=remind_at)
    found: list[datetime] = []
    for _n in range(count):
        after = next_reminder_at(preferences, after) or after
        found.append(after)
    return found


@pytest.mark.parametrize(("zone", "on"), changes_of_the_clock())
def test_around_a_jump_of_the_clock_there_is_one_reminder_a_local_date(zone, on):
    begin = clock.moment(zone, on - timedelta(days=2), clock.MIDNIGHT) - timedelta(seconds=1)
    for remind_at in QUARTERS:
        found = reminders(zone, remind_at, begin, 5)
        dates = [clock.today_in(zone, at) for at in found]
        due = [day for n in range(7) if has_the_time(zone, day := on + timedelta(days=n - 2), remind_at)]
        assert dates == due[:5]
        assert found == [clock.moment(zone, day, remind_at) for day in dates]


def has_the_time(zone: str, on: date, remind_at: time) -> bool:
    """Only where the clock jumps across midnight can a day end before the time."""
    return clock.today_in(zone, clock.moment(zone, on, remind_at)) == on


def test_a_day_that_ends_before_its_reminder_time_has_none():
    """In Greenland the clocks go from 23:00 to midnight."""
    begin = datetime(2026, 3, 28, 12, tzinfo=UTC)
    found = reminders("America/Godthab", time(23, 30), begin, 2)
    assert [clock.today_in("America/Godthab", at) for at in found] == [date(2026, 3, 29), date(2026, 3, 30)]


def test_a_day_that_a_country_left_out_has_none_and_the_next_keeps_its_own():
    begin = clock.moment("Pacific/Apia", date(2011, 12, 29), time(12))
    found = reminders("Pacific/Apia", time(17), begin, 2)
    assert found == [clock.moment("Pacific/Apia", date(2011, 12, day), time(17)) for day in (29, 31)]


@given(
    st.sampled_from(sorted(time_zones())),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(0, 6 * 365 * 24 * 60).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
)
@example("Australia/LHI", time(2, 15), datetime(2026, 10, 3, tzinfo=UTC))
def test_each_reminder_is_on_a_later_local_date_than_the_one_before(zone, remind_at, after):
    found = reminders(zone, remind_at, after, 4)
    assert found[0] > after
    for earlier, later in pairwise(found):
        assert clock.today_in(zone, later) > clock.today_in(zone, earlier)
        assert later - earlier >= timedelta(hours=21, minutes=30)


def test_switched_off_there_is_no_next():
    off = Preferences(patient=Patient(time_zone="Europe/Berlin"), reminders=False)
    assert next_reminder_at(off, datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("quiet_from", "quiet_to", "at", "quiet"),
    [
        (time(21), time(7), time(21), True),
        (time(21), time(7), time(0), True),
        (time(21), time(7), time(6, 59), True),
        (time(21), time(7), time(7), False),
        (time(21), time(7), time(20, 59), False),
        (time(12), time(14), time(13), True),
        (time(12), time(14), time(14), False),
        (time(12), time(12), time(12), False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(quiet_from, quiet_to, at, quiet):
    assert is_quiet(Preferences(quiet_from=quiet_from, quiet_to=quiet_to), at) is quiet


@pytest.mark.django_db
def test_a_reminder_inside_the_quiet_hours_is_refused_and_nothing_is_changed():
    preferences = PreferencesFactory.create()
    with pytest.raises(InvalidInput) as refusal:
        update_own_preferences(by=preferences.patient.user, changes={"remind_at": time(22)})
    assert list(refusal.value.fields) == ["remind_at"]
    preferences.refresh_from_db()
    assert preferences.remind_at == time(17)


@pytest.mark.django_db
def test_without_reminders_the_quiet_hours_may_be_anything():
    preferences = PreferencesFactory.create()
    update_own_preferences(by=preferences.patient.user, changes={"reminders": False, "quiet_from": time(16)})
    preferences.refresh_from_db()
    assert (preferences.reminders, preferences.quiet_from) == (False, time(16))


@pytest.mark.django_db
def test_a_field_that_is_not_the_patients_is_not_changed():
    preferences, other = PreferencesFactory.create(), PatientFactory.create()
    update_own_preferences(by=preferences.patient.user, changes={"patient": other, "remind_at": time(8)})
    preferences.refresh_from_db()
    assert (preferences.patient_id != other.pk, preferences.remind_at) == (True, time(8))
