"""When a room is open, and whether somebody is there: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.rules.visits import Door, Presence, has_ended, presence, window_of

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
lengths = st.integers(5, 480).map(lambda minutes: timedelta(minutes=minutes))
moments = st.integers(-200_000, 200_000).map(lambda seconds: START + timedelta(seconds=seconds))


@given(lengths, moments)
def test_a_room_is_open_exactly_in_its_window(length, at):
    end = START + length
    is_open = START - timedelta(minutes=15) <= at < end + timedelta(minutes=60)
    assert (window_of(START, end).door(at) == Door.OPEN) == is_open


@given(lengths, moments, st.integers(-100_000, 100_000).map(lambda seconds: timedelta(seconds=seconds)))
def test_moving_a_visit_moves_its_window_by_as_much(length, at, by):
    end = START + length
    assert window_of(START + by, end + by).door(at + by) == window_of(START, end).door(at)


@pytest.mark.parametrize(
    ("seconds", "has_left", "where"),
    [
        (None, False, Presence.ABSENT),
        (0, False, Presence.HERE),
        (11, False, Presence.HERE),
        (12, False, Presence.LOST),
        (3600, False, Presence.LOST),
        (0, True, Presence.LEFT),
        (3600, True, Presence.LEFT),
    ],
)
def test_where_the_other_side_is(seconds, has_left, where):
    seen = None if seconds is None else START - timedelta(seconds=seconds)
    assert presence(seen, has_left=has_left, at=START) == where


@pytest.mark.parametrize(("seconds", "ended"), [(None, False), (0, False), (59, False), (60, True)])
def test_whether_two_have_parted(seconds, ended):
    seen = None if seconds is None else START - timedelta(seconds=seconds)
    assert has_ended(seen, START) is ended
