"""Free starts, against an implementation that looks at every minute, and on the days when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.rules.hours import ExtraHours, Hours, Timetable, first_second, moment_at
from scheduling.rules.slots import Booked, Diary, Limits, Visit, free_starts, look_at
from scheduling.rules.words import Reason
from tests.scheduling.rules.slow import SlowDiary

BERLIN, KATHMANDU, LORD_HOWE = "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"
ZONES = (BERLIN, "America/New_York", "Asia/Kolkata", KATHMANDU, LORD_HOWE, "America/Santiago", "UTC")
# Days around which clocks change in some of the zones, and a quiet one. Santiago's change at midnight.
DAYS = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 9, 6),
    date(2026, 6, 17),
)
DAY = timedelta(days=1)
MIN = 60
LONG_AGO = date(2020, 1, 1)
EVERY_DAY = range(7)
MONDAY = date(2026, 6, 15)
OPEN = Limits()


def utc(on, hour=0, minute=0):
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)


def seconds(at):
    return first_second(at)


def every_day(start, end, location=None, **validity):
    return tuple(
        Hours(weekday, start, end, **({"valid_from": LONG_AGO} | validity), location=location)
        for weekday in EVERY_DAY
    )


def diary(zone="UTC", hours=None, extra=(), **said):
    hours = every_day(time(9), time(12)) if hours is None else hours
    return Diary(Timetable(zone, tuple(hours), tuple(extra)), **said)


def booked(on, start, end, before=0, after=0):
    """A visit from one UTC time of a day until another, with its own buffers in minutes."""
    starts, ends = (seconds(utc(on, *at)) for at in (start, end))
    return Booked(starts - before * MIN, ends + after * MIN, starts)


def starts_on(on, book, length=30, limits=None, now=None, patient_busy=(), **visit):
    """The wall clock of each free start of a day in the practitioner's zone."""
    place = ZoneInfo(book.time_zone)
    window = (datetime(on.year, on.month, on.day, tzinfo=place), utc(on) + 2 * DAY)
    found = free_starts(
        book,
        Visit(length * MIN, **visit),
        limits or Limits(step=30 * MIN),
        now or utc(on) - 2 * DAY,
        window,
        patient_busy,
    )
    local = [moment_at(start.at).astimezone(place) for start in found]
    return [f"{at:%H:%M}" for at in local if at.date() == on]


def verdict(book, at, length=30, limits=OPEN, now=None, on_grid=True, patient_busy=(), **visit):
    now = now or at - 2 * DAY
    return look_at(book, Visit(length * MIN, **visit), limits, now, at, patient_busy, on_grid=on_grid)


def test_starts_come_in_steps_and_the_last_visit_ends_with_the_hours():
    assert starts_on(MONDAY, diary()) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]


def test_steps_are_counted_from_the_beginning_of_the_hours():
    book = diary(hours=every_day(time(9, 10), time(10, 30)))

    assert starts_on(MONDAY, book) == ["09:10", "09:40"]


def test_hours_that_touch_are_one():
    book = diary(hours=every_day(time(9), time(10)) + every_day(time(10), time(11)))

    assert starts_on(MONDAY, book, length=60) == ["09:00", "09:30", "10:00"]


def test_a_visit_in_person_does_not_move_house():
    book = diary(hours=every_day(time(9), time(10), 1) + every_day(time(10), time(11), 2))

    assert starts_on(MONDAY, book, length=60, is_remote=False) == ["09:00", "10:00"]


def test_remote_hours_take_no_visit_in_person():
    assert starts_on(MONDAY, diary(), is_remote=False) == []


def test_hours_until_midnight_end_with_the_day():
    book = diary(hours=every_day(time(22, 30), time(0)))

    assert starts_on(MONDAY, book) == ["22:30", "23:00", "23:30"]


def test_a_visit_may_cross_midnight_when_the_hours_do():
    book = diary(hours=every_day(time(23), time(0)) + every_day(time(0), time(1)))

    assert starts_on(MONDAY, book, length=60) == ["00:00", "23:00", "23:30"]


def test_buffers_reach_outside_the_hours():
    assert "09:00" in starts_on(MONDAY, diary(), before=30 * MIN, after=30 * MIN)


def test_buffers_of_both_visits_stack():
    book = diary(booked=[booked(MONDAY, (10, 0), (10, 30), before=15, after=15)])

    found = starts_on(MONDAY, book, limits=Limits(step=15 * MIN), before=15 * MIN, after=15 * MIN)

    assert found == ["09:00", "11:00", "11:15", "11:30"]


def test_blocks_that_touch_do_not_collide():
    book = diary(booked=[booked(MONDAY, (9, 30), (11, 30))])

    assert starts_on(MONDAY, book) == ["09:00", "11:30"]


def test_the_patient_needs_no_buffers_of_ours():
    mine = (seconds(utc(MONDAY, 10)), seconds(utc(MONDAY, 11)))

    found = starts_on(MONDAY, diary(), after=15 * MIN, before=15 * MIN, patient_busy=[mine])

    assert found == ["09:00", "09:30", "11:00", "11:30"]


def test_hours_count_from_their_first_day_to_their_last():
    hours = every_day(time(9), time(10), valid_from=MONDAY, valid_until=MONDAY + DAY)
    days = [
        on for on in (MONDAY + number * DAY for number in range(-1, 4)) if starts_on(on, diary(hours=hours))
    ]

    assert days == [MONDAY, MONDAY + DAY]


def test_a_holiday_has_no_weekly_hours_but_extra_ones_count():
    extra = [ExtraHours(MONDAY, time(15), time(16))]

    assert starts_on(MONDAY, diary(extra=extra, holidays=frozenset({MONDAY}))) == ["15:00", "15:30"]


def test_a_full_day_takes_no_more_and_the_next_one_does():
    book = diary(booked=[booked(MONDAY, (9, 0), (9, 30)), booked(MONDAY, (10, 0), (10, 30))], daily_limit=2)

    assert starts_on(MONDAY, book) == []
    assert len(starts_on(MONDAY + DAY, book)) == 6


def test_a_day_is_full_in_the_practitioners_zone():
    """Half past seven in the evening of Sunday in UTC is Monday in Kathmandu."""
    book = diary(KATHMANDU, booked=[booked(MONDAY - DAY, (19, 30), (20, 0))], daily_limit=1)

    assert starts_on(MONDAY, book) == []


def test_a_limit_of_none_a_day_is_a_limit():
    assert starts_on(MONDAY, diary(daily_limit=0)) == []


def test_notice_and_horizon_bound_what_is_offered():
    limits = Limits(notice=timedelta(hours=2), horizon_days=0, step=30 * MIN)
    now = utc(MONDAY, 8, 10)

    assert starts_on(MONDAY, diary(), limits=limits, now=now) == ["10:30", "11:00", "11:30"]
    assert starts_on(MONDAY + DAY, diary(), limits=limits, now=now) == []


def test_the_hours_of_a_gap_are_the_real_ones():
    """Clocks in Berlin jump from 2:00 to 3:00: two hours from one to four."""
    book = diary(BERLIN, hours=every_day(time(1), time(4)))

    assert starts_on(date(2026, 3, 29), book) == ["01:00", "01:30", "03:00", "03:30"]


def test_hours_inside_a_gap_do_not_exist():
    assert starts_on(date(2026, 3, 29), diary(BERLIN, hours=every_day(time(2), time(3)))) == []


def test_the_hours_of_an_overlap_are_the_real_ones():
    """Clocks in Berlin show 2:00 to 3:00 twice: four hours from one to four."""
    book = diary(BERLIN, hours=every_day(time(1), time(4)))

    found = starts_on(date(2026, 10, 25), book)

    assert found == ["01:00", "01:30", "02:00", "02:30", "02:00", "02:30", "03:00", "03:30"]


def test_hours_that_come_twice_count_once():
    book = diary(BERLIN, hours=every_day(time(2), time(2, 30)))

    assert len(starts_on(date(2026, 10, 25), book)) == 1


def test_half_an_hour_may_be_missing():
    """Lord Howe jumps from 2:00 to 2:30."""
    book = diary(LORD_HOWE, hours=every_day(time(1, 30), time(3)))

    assert starts_on(date(2026, 10, 4), book) == ["01:30", "02:30"]


def test_forty_five_minutes_of_offset_are_kept():
    found = free_starts(
        diary(KATHMANDU), Visit(30 * MIN), OPEN, utc(MONDAY) - DAY, (utc(MONDAY), utc(MONDAY) + DAY)
    )

    assert moment_at(found[0].at) == utc(MONDAY, 3, 15)


@pytest.mark.parametrize(
    ("said", "at", "reason"),
    [
        ({"now": utc(MONDAY, 9, 1)}, (9, 0), Reason.PAST),
        ({"now": utc(MONDAY, 8), "limits": Limits(notice=timedelta(hours=2))}, (9, 30), Reason.TOO_SOON),
        (
            {"now": utc(MONDAY - DAY, 23, 59), "limits": Limits(horizon_days=0)},
            (9, 0),
            Reason.BEYOND_HORIZON,
        ),
        ({"is_remote": False}, (9, 0), Reason.NO_LOCATION),
        ({}, (8, 45), Reason.OUTSIDE_HOURS),
        ({}, (11, 45), Reason.OUTSIDE_HOURS),
        ({}, (9, 7), Reason.OFF_GRID),
        ({"on_grid": False}, (9, 7), None),
        (
            {"patient_busy": [(seconds(utc(MONDAY, 9)), seconds(utc(MONDAY, 10)))]},
            (9, 45),
            Reason.PATIENT_BUSY,
        ),
        ({}, (9, 0), None),
    ],
)
def test_the_reason_is_said(said, at, reason):
    assert verdict(diary(), utc(MONDAY, *at), **said).reason == reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"holidays": frozenset({MONDAY})}, Reason.HOLIDAY),
        ({"time_off": [(seconds(utc(MONDAY)), seconds(utc(MONDAY, 10)))]}, Reason.TIME_OFF),
        ({"elsewhere": [(seconds(utc(MONDAY, 9)), seconds(utc(MONDAY, 10)))]}, Reason.TAKEN),
        ({"booked": [booked(MONDAY, (9, 15), (9, 45))]}, Reason.TAKEN),
        ({"booked": [booked(MONDAY, (11, 0), (11, 30))], "daily_limit": 1}, Reason.DAILY_LIMIT),
    ],
)
def test_what_the_diary_says_is_the_reason(said, reason):
    assert verdict(diary(**said), utc(MONDAY, 9, 30)).reason == reason


def test_a_visit_is_where_its_hours_are():
    book = diary(hours=every_day(time(9), time(10), 7))

    assert verdict(book, utc(MONDAY, 9), is_remote=False).location == 7


quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))
places = st.sampled_from([None, 1, 2])


@st.composite
def stretches_near(draw, on, at_most=4):
    """Some busy time on a day and the nights around it, to five minutes."""
    found = []
    for _number in range(draw(st.integers(0, at_most))):
        start = seconds(utc(on)) + draw(st.integers(-100, 400)) * 5 * MIN
        found.append((start, start + draw(st.integers(1, 24)) * 5 * MIN))
    return found


@st.composite
def hours_of_a_day(draw):
    """Mostly long enough for something to be free, some of them until midnight."""
    start, end = sorted((draw(quarters), draw(quarters)))
    return (start, time(0)) if draw(st.booleans()) or start == end else (start, end)


@st.composite
def weekly_hours(draw, on):
    """Every day the same or each day its own, valid for long or only around a day."""
    weekdays = EVERY_DAY if draw(st.booleans()) else draw(st.sets(st.sampled_from(EVERY_DAY), min_size=1))
    start, end = draw(hours_of_a_day())
    valid_from = draw(st.sampled_from([LONG_AGO, on - DAY, on]))
    valid_until = draw(st.sampled_from([None, None, on, on + DAY]))
    location = draw(places)
    return [Hours(weekday, start, end, valid_from, valid_until, location) for weekday in weekdays]


@st.composite
def extra_hours(draw, on):
    start, end = draw(hours_of_a_day())
    return ExtraHours(on + draw(st.integers(-1, 1)) * DAY, start, end, draw(places))


@st.composite
def diaries(draw, on):
    hours = [hours for _number in range(draw(st.integers(1, 3))) for hours in draw(weekly_hours(on))]
    extra = [draw(extra_hours(on)) for _number in range(draw(st.integers(0, 2)))]
    visits = [
        Booked(start, end, min(end, start + draw(st.sampled_from([0, 5, 15])) * MIN))
        for start, end in draw(stretches_near(on))
    ]
    return diary(
        draw(st.sampled_from(ZONES)),
        hours,
        extra,
        booked=visits,
        time_off=draw(stretches_near(on, 1)),
        elsewhere=draw(stretches_near(on, 1)),
        holidays=frozenset(draw(st.sampled_from([(), (), (), (on,), (on + DAY,)]))),
        daily_limit=draw(st.sampled_from([None, None, 1, 2, 3])),
    )


buffers = st.sampled_from([0, 5, 10, 30]).map(lambda minutes: minutes * MIN)
visits = st.builds(
    Visit,
    length=st.sampled_from([10, 30, 45, 60, 90]).map(lambda minutes: minutes * MIN),
    before=buffers,
    after=buffers,
    is_remote=st.sampled_from([True, True, False]),
)
limits = st.builds(
    Limits,
    notice=st.sampled_from([timedelta(0), timedelta(hours=4), timedelta(days=1)]),
    horizon_days=st.sampled_from([None, None, 0, 1, 2]),
    step=st.sampled_from([5, 10, 15, 20, 30, 60]).map(lambda minutes: minutes * MIN),
)


@st.composite
def questions(draw):
    """A diary around a day, and what is asked of it: (diary, visit, limits, now, window, patient's busy)."""
    on = draw(st.sampled_from(DAYS))
    start = utc(on) + draw(st.integers(-12, 12)) * timedelta(hours=1)
    window = (start, start + timedelta(hours=draw(st.integers(4, 30))))
    now = start - draw(st.integers(-60, 450)) * timedelta(minutes=5)
    return draw(diaries(on)), draw(visits), draw(limits), now, window, draw(stretches_near(on, 1))


def slow(question):
    book, visit, bounds, now, window, mine = question
    first = window[0].date() - 2 * DAY
    return SlowDiary(book, visit, bounds, now, [first + number * DAY for number in range(7)], mine)


@given(questions())
@settings(max_examples=100)
def test_the_free_starts_are_those_of_looking_at_every_minute(question):
    *_asked, window, _mine = question
    expected = slow(question).starts(window)

    found = {moment_at(start.at): start.location for start in free_starts(*question)}

    assert found.keys() == expected.keys()
    assert all(found[at] in expected[at] for at in found)


@given(questions(), st.integers(0, 359))
@settings(max_examples=200)
def test_a_start_fits_if_and_only_if_it_is_free(question, number):
    book, visit, bounds, now, window, mine = question
    at = window[0] + number * timedelta(minutes=5)
    free = free_starts(book, visit, bounds, now, (at, at + timedelta(minutes=1)), mine)

    found = look_at(book, visit, bounds, now, at, mine)

    assert (found.reason is None) == (free != [])
    assert not free or found.location == free[0].location
