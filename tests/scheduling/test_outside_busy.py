"""When somebody is busy, read out of calendars as other programs write them, whole and broken."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.calendars.busy import Wanted, busy_times
from scheduling.calendars.problems import Problem, Trouble
from scheduling.calendars.write import Entry, write_feed

BERLIN = ZoneInfo("Europe/Berlin")
WANTED = Wanted(
    "Europe/Berlin", datetime(2026, 11, 20, tzinfo=UTC), datetime(2027, 1, 20, tzinfo=UTC), "clinic.example"
)
TUESDAY = "DTSTART:20261124T090000Z\nDTEND:20261124T100000Z"
HOUR = [(datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC))]


def calendar(*events: str, head: str = "") -> bytes:
    parts = [f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events)]
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def busy(*events: str, head: str = "", wanted: Wanted = WANTED):
    return busy_times(calendar(*events, head=head), wanted)


def local(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


def test_an_event_in_utc():
    assert busy(TUESDAY) == HOUR


def test_a_duration_instead_of_an_end():
    assert busy("DTSTART:20261124T090000Z\nDURATION:PT1H") == HOUR


def test_a_time_in_a_zone_of_its_own():
    assert busy("DTSTART;TZID=Asia/Kolkata:20261124T143000\nDTEND;TZID=Asia/Kolkata:20261124T153000") == HOUR


def test_a_zone_as_outlook_names_it():
    zone = "TZID=W. Europe Standard Time"
    assert busy(f"DTSTART;{zone}:20261124T100000\nDTEND;{zone}:20261124T110000") == HOUR


def test_a_zone_that_the_file_itself_describes():
    head = (
        "BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0200\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    assert busy("DTSTART;TZID=Here:20261124T110000\nDTEND;TZID=Here:20261124T120000", head=head) == HOUR


def test_a_time_without_a_zone_is_on_the_practitioners_clock():
    assert busy("DTSTART:20261124T100000\nDTEND:20261124T110000") == HOUR


def test_a_day_is_the_practitioners_day():
    assert busy("DTSTART;VALUE=DATE:20261124") == [(local(2026, 11, 24), local(2026, 11, 25))]


def test_the_day_on_which_clocks_go_back_lasts_25_hours():
    wanted = Wanted("Europe/Berlin", datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    ((start, end),) = busy("DTSTART;VALUE=DATE:20261025", wanted=wanted)
    assert end - start == timedelta(hours=25)


def test_days_without_an_end_of_the_first_and_last_day_asked_for():
    wanted = Wanted("Pacific/Auckland", WANTED.starts_at, WANTED.starts_at + timedelta(days=1))
    assert busy("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261122", wanted=wanted) == [
        (wanted.starts_at, wanted.ends_at)
    ]


def test_a_weekly_event_keeps_its_hour_when_the_clocks_change():
    wanted = Wanted("Europe/Berlin", datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    zone = "TZID=Europe/Berlin"
    event = f"DTSTART;{zone}:20200106T090000\nDTEND;{zone}:20200106T100000\nRRULE:FREQ=WEEKLY"
    assert [start for start, _end in busy(event, wanted=wanted)] == [
        local(2026, 10, 19, 9),
        local(2026, 10, 26, 9),
    ]


def test_one_that_is_left_out_and_one_that_is_moved():
    series = (
        "DTSTART:20261123T090000Z\nDTEND:20261123T100000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261123T090000Z"
    )
    data = calendar(series).replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20261125T090000Z\r\nDTSTART:20261125T150000Z\r\n"
        b"DTEND:20261125T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    assert [start for start, _end in busy_times(data, WANTED)] == [
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        datetime(2026, 11, 25, 15, tzinfo=UTC),
    ]


def test_one_of_a_series_that_is_called_off():
    data = calendar("DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nRRULE:FREQ=DAILY;COUNT=2").replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20261125T090000Z\r\nDTSTART:20261125T090000Z\r\n"
        b"DTEND:20261125T100000Z\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    assert busy_times(data, WANTED) == HOUR


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "transp:transparent"])
def test_what_is_free_or_called_off_keeps_nobody(line):
    assert busy(f"{TUESDAY}\n{line}") == []


@pytest.mark.parametrize("line", ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "STATUS:CONFIRMED"])
def test_anything_else_does(line):
    assert busy(f"{TUESDAY}\n{line}") == HOUR


def test_our_own_visits_on_their_way_back_keep_nobody():
    visit = Entry("7d3f@clinic.example", 0, HOUR[0][0], HOUR[0][1], "Visit")
    other = Entry("7d3f@elsewhere.example", 0, HOUR[0][0], HOUR[0][1], "Visit")
    assert busy_times(write_feed([visit], name="Visits", written_at=HOUR[0][0]), WANTED) == []
    assert busy_times(write_feed([other], name="Visits", written_at=HOUR[0][0]), WANTED) == HOUR


def test_what_overlaps_or_touches_is_one_stretch():
    later = "DTSTART:20261124T093000Z\nDTEND:20261124T110000Z"
    after = "DTSTART:20261124T110000Z\nDTEND:20261124T113000Z"
    within = "DTSTART:20261124T091000Z\nDTEND:20261124T092000Z"
    assert busy(later, TUESDAY, after, within) == [(HOUR[0][0], datetime(2026, 11, 24, 11, 30, tzinfo=UTC))]


def test_only_what_is_asked_for():
    before, beyond = "DTSTART:20261101T090000Z\nDURATION:PT1H", "DTSTART:20270301T090000Z\nDURATION:PT1H"
    running = "DTSTART:20261101T090000Z\nDTEND:20261120T010000Z"
    assert busy(before, beyond, running) == [(WANTED.starts_at, WANTED.starts_at + timedelta(hours=1))]


def test_several_calendars_in_one_file():
    assert busy_times(calendar() + calendar(TUESDAY), WANTED) == HOUR


def test_a_file_that_says_its_encoding():
    assert busy_times(b"\xef\xbb\xbf" + calendar(TUESDAY), WANTED) == HOUR


# --- what is broken ---


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\xff" * 100,
        b"<html><body>Sign in</body></html>",
        b"BEGIN:VCALENDAR\r\n",
        b"{}",
        b"END:VEVENT\r\n",
    ],
)
def test_what_is_no_calendar(data):
    with pytest.raises(Trouble) as trouble:
        busy_times(data, WANTED)
    assert trouble.value.problem == Problem.NOT_A_CALENDAR


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:without a time",
        "DTSTART:xx\nDTEND:yy",
        "DTSTART:20261124T990000Z",
        "DTSTART:20261124T090000Z\nDTEND:20261123T090000Z",
        "DTSTART:20261124T090000Z\nDTEND:20261124T090000Z",
        "DTSTART:20261124T090000Z\nDURATION:P99999999D",
        "DTSTART:99991231T235959Z\nDURATION:PT1H\nRRULE:FREQ=DAILY",
        "DTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY",
        "DTSTART:20261126T090000Z\nDURATION:PT1H\nRRULE:FREQ=NEVER",
        "DTSTART:20261126T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20261126T090000Z\nDURATION:PT1H\nRRULE:INTERVAL=1",
        "DTSTART:19700101T090000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY",
        "DTSTART:19700101T090000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY",
        "DTSTART;VALUE=DATE:20261126\nDTEND:20261126T100000Z",
    ],
)
def test_an_event_that_makes_no_sense_costs_the_others_nothing(event):
    assert busy(event, TUESDAY) == HOUR


def test_more_than_anybody_has():
    often = "DTSTART:20261101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY"
    with pytest.raises(Trouble) as trouble:
        busy(*[often] * 20)
    assert trouble.value.problem == Problem.TOO_MUCH


@given(st.binary(max_size=300), st.integers(0, 200))
def test_whatever_is_put_into_it_nothing_but_trouble_comes_of_it(noise, place):
    data = calendar(TUESDAY)
    try:
        stretches = busy_times(data[:place] + noise + data[place:], WANTED)
    except Trouble:
        return
    assert all(WANTED.starts_at <= start < end <= WANTED.ends_at for start, end in stretches)
