"""Whom a time suits, and how long an offer of it stands: never only in somebody's sleep."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.rules.waiting import Quiet, Wish, offer_until

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet("Europe/Berlin", time(22), time(7))
TWO_HOURS = timedelta(hours=2)
FAR = datetime(2027, 1, 1, tzinfo=UTC)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def until(now: datetime, starts_at: datetime = FAR, quiet: Quiet = NIGHT) -> datetime | None:
    return offer_until(now, starts_at, stands_for=TWO_HOURS, notice=timedelta(hours=4), quiet=quiet)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (at(9), at(11)),
        (at(20), at(22)),
        (at(21), at(8, day=24)),
        (at(22), at(9, day=24)),
        (at(3), at(9)),
        (at(7), at(9)),
    ],
)
def test_an_offer_stands_while_its_reader_is_awake(now, ends):
    assert until(now) == ends


def test_without_quiet_hours_the_clock_runs_on():
    assert until(at(23), quiet=Quiet("Europe/Berlin", time(0), time(0))) == at(1, day=24)


def test_quiet_hours_in_the_middle_of_the_day_do_not_count_either():
    assert until(at(11), quiet=Quiet("Europe/Berlin", time(12), time(14))) == at(15)


def test_it_never_stands_into_the_notice():
    assert until(at(21), starts_at=at(10, day=24)) == at(6, day=24)


def test_what_is_too_short_is_no_offer():
    assert until(at(9), starts_at=at(13, 9)) is None
    assert until(at(9), starts_at=at(13, 10)) == at(9, 10)


@pytest.mark.parametrize(
    ("wish", "suits"),
    [
        (Wish("Europe/Berlin", date(2026, 11, 23), date(2026, 11, 23)), True),
        (Wish("Europe/Berlin", date(2026, 11, 24), date(2026, 11, 30)), False),
        (Wish("Pacific/Auckland", date(2026, 11, 24), date(2026, 11, 24)), True),
        (Wish("Europe/Berlin", date(2026, 11, 1), date(2026, 11, 30), time(21), time(21)), True),
        (Wish("Europe/Berlin", date(2026, 11, 1), date(2026, 11, 30), time(21, 1)), False),
        (Wish("Europe/Berlin", date(2026, 11, 1), date(2026, 11, 30), None, time(20, 59)), False),
    ],
)
def test_days_and_times_are_those_of_the_patients_clock(wish, suits):
    assert wish.is_met(at(21)) is suits


ZONES = st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])


@given(
    now=st.integers(0, 365 * 24 * 60).map(lambda minute: BEGIN + timedelta(minutes=minute)),
    place=ZONES,
    start=st.integers(0, 1439),
    sleep=st.integers(0, 18 * 60),
    minutes=st.integers(5, 2880),
)
def test_everybody_is_awake_for_as_long_as_was_promised(now, place, start, sleep, minutes):
    """Counted minute by minute, by the clock on their wall. It may be changed once in these days."""
    start, end = (time(*divmod(minute % 1440, 60)) for minute in (start, start + sleep))
    wanted = timedelta(minutes=minutes)
    ends = Quiet(place, start, end).awake_until(now, wanted)

    assert ends - now >= wanted
    assert abs(awake_minutes(now, ends, ZoneInfo(place), start, end) - minutes) <= 61


def awake_minutes(now: datetime, ends: datetime, place: ZoneInfo, start: time, end: time) -> int:
    total = int((ends - now) / timedelta(minutes=1))
    walls = ((now + timedelta(minutes=number)).astimezone(place).time() for number in range(total))
    return sum(not is_quiet(wall, start, end) for wall in walls)


def is_quiet(wall: time, start: time, end: time) -> bool:
    if start <= end:
        return start <= wall < end
    return wall >= start or wall < end
