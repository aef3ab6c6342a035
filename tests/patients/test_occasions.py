"""When a measure is due: once an occasion, never two at a time, late for a while and then no more."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from patients.rules.occasions import Moment, Schedule, add_months, due, moment_of, windows

OPENED = date(2026, 1, 5)
FULL = Schedule(baseline=True, every_days=14, discharge=True, after_months=(1, 3, 6, 12))
SCHEDULES = st.builds(
    Schedule,
    baseline=st.booleans(),
    every_days=st.sampled_from([None, 1, 7, 14]),
    discharge=st.booleans(),
    after_months=st.sets(st.sampled_from([1, 3, 6, 12])).map(lambda months: tuple(sorted(months))),
)
DAYS = st.integers(0, 500).map(lambda days: OPENED + timedelta(days))
CLOSED = st.none() | DAYS


def moment_on(day: int, *given_on: int, closed: int | None = None, schedule: Schedule = FULL) -> str | None:
    """What is due on a day of the episode, counted from 0."""
    closed_on = None if closed is None else OPENED + timedelta(closed)
    found = due(
        schedule, OPENED, closed_on, [OPENED + timedelta(at) for at in given_on], OPENED + timedelta(day)
    )
    return found.moment if found else None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (0, Moment.BASELINE),
        (9, Moment.BASELINE),
        (10, None),
        (13, None),
        (14, Moment.FORTNIGHT),
        (23, Moment.FORTNIGHT),
        (24, None),
        (28, Moment.FORTNIGHT),
    ],
)
def test_an_open_episode(day, expected):
    assert moment_on(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (40, Moment.DISCHARGE),
        (54, Moment.DISCHARGE),
        (55, None),
        (68, Moment.AFTER_1),
        (96, Moment.AFTER_1),
        (97, None),
        (130, Moment.AFTER_3),
        (222, Moment.AFTER_6),
        (406, Moment.AFTER_12),
        (450, None),
    ],
)
def test_after_the_end(day, expected):
    assert moment_on(day, closed=40) == expected


def test_what_is_answered_is_not_asked_again():
    assert moment_on(3, 0) is None


def test_answers_a_few_days_early_count():
    assert moment_on(14, 11) is None
    assert moment_on(14, 9) == Moment.FORTNIGHT


def test_a_measure_of_every_day_goes_with_the_daily_check():
    assert moment_on(20, schedule=Schedule(every_days=1)) is None


def test_answers_in_between_are_extra():
    assert moment_of(Schedule(baseline=True), OPENED, None, OPENED + timedelta(30)) == Moment.EXTRA
    assert moment_of(FULL, OPENED, None, OPENED + timedelta(12)) == Moment.FORTNIGHT


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_their_last_day(day, months, expected):
    assert add_months(day, months) == expected


@given(SCHEDULES, CLOSED, DAYS)
def test_no_day_belongs_to_two_occasions(schedule, closed_on, until):
    found = windows(schedule, OPENED, closed_on, until)

    assert all(one.closes_on < following.opens_on for one, following in pairwise(found))


@given(SCHEDULES, CLOSED, st.lists(DAYS, max_size=5), DAYS)
def test_filling_it_in_today_leaves_nothing_due(schedule, closed_on, given_on, today):
    assert due(schedule, OPENED, closed_on, [*given_on, today], today) is None


@given(SCHEDULES, CLOSED, st.lists(DAYS, max_size=5), DAYS)
def test_what_is_due_is_within_its_days(schedule, closed_on, given_on, today):
    found = due(schedule, OPENED, closed_on, given_on, today)

    if found:
        assert found.due_on <= today <= found.closes_on
        assert moment_of(schedule, OPENED, closed_on, today) == found.moment


@given(SCHEDULES, CLOSED, DAYS, DAYS)
@example(
    Schedule(every_days=7, discharge=True),
    OPENED + timedelta(15),
    OPENED + timedelta(11),
    OPENED + timedelta(12),
)
def test_a_day_has_the_same_occasion_whenever_it_is_asked(schedule, closed_on, today, later):
    first, last = sorted([today, later])
    held = [window for window in windows(schedule, OPENED, closed_on, last) if window.holds(first)]

    assert (held[0].moment if held else Moment.EXTRA) == moment_of(schedule, OPENED, closed_on, first)
