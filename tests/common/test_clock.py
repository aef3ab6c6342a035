"""Wall clocks and moments: every kind of jump that the world's clocks make, to the quarter of an hour."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import clock
from common.validators import time_zones
from tests.places import changes_of_the_clock

QUARTERS = [time(hour, minute) for hour, minute in product(range(24), (0, 15, 30, 45))]
JUMPS = changes_of_the_clock()


def wall(zone: str, at: datetime) -> datetime:
    return at.astimezone(clock.zone(zone)).replace(tzinfo=None)


def shows_or_is_past(zone: str, at: datetime, on: date, hour: time) -> bool:
    """Do the clocks of the zone show this time of this day, or a later one?"""
    return wall(zone, at) >= datetime.combine(on, hour)


def test_there_are_jumps_of_every_kind_to_try():
    assert len(JUMPS) > 10
    assert ("Australia/LHI", date(2026, 10, 4)) in JUMPS  # half an hour
    assert ("Antarctica/Troll", date(2026, 3, 29)) in JUMPS  # two hours


@pytest.mark.parametrize(("zone", "on"), JUMPS)
def test_around_a_jump_it_is_the_first_moment_that_shows_the_time_or_a_later_one(zone, on):
    for day, hour in product((on - timedelta(days=1), on, on + timedelta(days=1)), QUARTERS):
        found = clock.moment(zone, day, hour)
        assert shows_or_is_past(zone, found, day, hour)
        for minutes in (1, 14, 29, 59, 119, 180):
            assert not shows_or_is_past(zone, found - timedelta(minutes=minutes), day, hour)


@given(st.sampled_from(sorted(time_zones())), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.times())
def test_away_from_jumps_it_is_exactly_the_time_asked_for(zone, on, hour):
    hour = hour.replace(microsecond=0, second=0)
    found = clock.moment(zone, on, hour)
    assert shows_or_is_past(zone, found, on, hour)
    assert wall(zone, found) - datetime.combine(on, hour) <= timedelta(hours=2)


def test_a_time_that_is_skipped_becomes_the_first_after_the_gap():
    found = clock.moment("Europe/Berlin", date(2026, 3, 29), time(2, 30))
    assert found == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 3:00 summer time


def test_a_time_that_comes_twice_counts_at_its_first_coming():
    found = clock.moment("Europe/Berlin", date(2026, 10, 25), time(2, 30))
    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # still summer time


def test_a_day_that_a_country_left_out_begins_with_the_next():
    """Samoa went from 29 to 31 December 2011."""
    assert clock.moment("Pacific/Apia", date(2011, 12, 30), time(17)) == clock.moment(
        "Pacific/Apia", date(2011, 12, 31), clock.MIDNIGHT
    )


def test_today_is_another_day_on_the_other_side_of_the_date_line():
    at = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert clock.today_in("Pacific/Kiritimati", at) == date(2026, 11, 25)
    assert clock.today_in("Pacific/Niue", at) == date(2026, 11, 24)


def test_today_changes_at_local_midnight():
    midnight = clock.moment("Asia/Kathmandu", date(2026, 11, 24), clock.MIDNIGHT)
    assert clock.today_in("Asia/Kathmandu", midnight) == date(2026, 11, 24)
    assert clock.today_in("Asia/Kathmandu", midnight - timedelta(seconds=1)) == date(2026, 11, 23)


def test_pretending_ends_where_it_ends():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with clock.pretending(moment):
        assert clock.now() == moment
    assert clock.now() > moment
