"""What we write for calendars, read back by two libraries that share no code with the one that wrote it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from scheduling.calendars.write import Entry, Person, Standing, write_feed, write_invitation

WRITTEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
CLINIC = Person("Riverside", "desk@riverside.example")
PATIENT = Person("Maya Lind", "maya@example.org")
ENTRY = Entry(
    uid="7d3f@clinic.example",
    sequence=2,
    starts_at=datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    ends_at=datetime(2026, 11, 24, 10, 15, tzinfo=ZoneInfo("Europe/Berlin")),
    summary="Video session with Riverside",
    description="Join here:\nhttps://clinic.example/visits/7d3f/room/",
    location="Mill Lane 3; back door, left",
    url="https://clinic.example/visits/7d3f/",
)


@dataclass(frozen=True)
class Seen:
    """What a calendar program knows of an event."""

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    url: str
    status: str


def by_ical(data: bytes) -> list[Seen]:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    return [
        Seen(
            calendar.method or "",
            event.uid,
            event.sequence or 0,
            cast(datetime, event.dtstart),
            cast(datetime, event.dtend),
            event.summary or "",
            event.description or "",
            event.location or "",
            event.url or "",
            str(event.status.value),
        )
        for event in calendar.events
    ]


def by_vobject(data: bytes) -> list[Seen]:
    calendar = vobject.readOne(data.decode())
    return [
        Seen(
            calendar.method.value,
            event.uid.value,
            int(event.sequence.value),
            event.dtstart.value,
            event.dtend.value,
            event.summary.value,
            _value(event, "description"),
            _value(event, "location"),
            _value(event, "url"),
            event.status.value,
        )
        for event in calendar.contents.get("vevent", [])
    ]


def _value(event, name: str) -> str:
    return getattr(event, name).value if hasattr(event, name) else ""


READERS = [by_ical, by_vobject]
each_reader = pytest.mark.parametrize("read", READERS)


def invited(entry: Entry, *, organizer: Person = CLINIC, attendee: Person = PATIENT) -> bytes:
    return write_invitation(entry, organizer=organizer, attendee=attendee, written_at=WRITTEN)


@each_reader
def test_an_invitation_says_everything_about_the_visit(read):
    assert read(invited(ENTRY)) == [
        Seen(
            "REQUEST",
            "7d3f@clinic.example",
            2,
            ENTRY.starts_at,
            ENTRY.ends_at,
            "Video session with Riverside",
            "Join here:\nhttps://clinic.example/visits/7d3f/room/",
            "Mill Lane 3; back door, left",
            "https://clinic.example/visits/7d3f/",
            "CONFIRMED",
        )
    ]


@each_reader
def test_a_cancellation_takes_the_same_event_out(read):
    seen = read(invited(replace(ENTRY, sequence=3, standing=Standing.CANCELLED)))[0]
    assert (seen.method, seen.uid, seen.sequence, seen.status) == ("CANCEL", ENTRY.uid, 3, "CANCELLED")


@each_reader
def test_what_waits_for_a_yes_is_tentative(read):
    assert read(invited(replace(ENTRY, standing=Standing.TENTATIVE)))[0].status == "TENTATIVE"


@each_reader
def test_a_feed_holds_its_events_in_order(read):
    later = replace(ENTRY, uid="later@clinic.example", starts_at=ENTRY.starts_at + timedelta(days=7))
    seen = read(write_feed([ENTRY, later], name="Visits", written_at=WRITTEN))
    assert [(each.method, each.uid) for each in seen] == [("PUBLISH", ENTRY.uid), ("PUBLISH", later.uid)]


@each_reader
def test_a_feed_of_nothing_is_an_empty_calendar(read):
    assert read(write_feed([], name="Visits", written_at=WRITTEN)) == []


def test_a_feed_says_its_name_and_how_often_to_ask():
    calendar = IcsCalendarStream.calendar_from_ics(write_feed([], name="Visits", written_at=WRITTEN).decode())
    older = {extra.name: extra.value for extra in calendar.extras}
    assert (calendar.name, calendar.refresh_interval) == (["Visits"], timedelta(minutes=30))
    assert older == {"x-wr-calname": "Visits", "x-published-ttl": "PT30M"}


def test_the_clinic_invites_and_the_patient_is_the_guest():
    event = IcsCalendarStream.calendar_from_ics(invited(ENTRY).decode()).events[0]
    assert (event.organizer.uri, event.organizer.common_name) == (
        "mailto:desk@riverside.example",
        "Riverside",
    )
    assert [(guest.uri, guest.common_name, guest.rsvp) for guest in event.attendees] == [
        ("mailto:maya@example.org", "Maya Lind", False)
    ]


@each_reader
@pytest.mark.parametrize(
    "name", ['Praxis "Knie" & Co; a, b: c', "Riverside\r\nMETHOD:CANCEL", "クリニック " * 20]
)
def test_a_clinics_name_stays_a_name_whatever_is_in_it(read, name):
    seen = read(invited(replace(ENTRY, summary=name), organizer=Person(name, "desk@riverside.example")))
    assert [(each.method, each.summary) for each in seen] == [("REQUEST", name.replace("\r\n", "\n"))]


def test_lines_are_ended_and_folded_as_the_format_wants():
    lines = invited(replace(ENTRY, summary="ü" * 200)).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


# Zones whose clocks jump on these days, by half an hour too, and some that stand beside full hours.
ZONES = [
    *("Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Australia/Adelaide"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "America/Santiago", "UTC"),
]
JUMPS = [
    *(date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 4), date(2026, 4, 5)),
    *(date(2026, 9, 6), date(2026, 9, 27), date(2026, 10, 4), date(2026, 10, 25)),
    date(2026, 11, 1),
]


@each_reader
@given(
    zone=st.sampled_from(ZONES),
    day=st.sampled_from(JUMPS),
    quarter=st.integers(0, 95),
    fold=st.sampled_from([0, 1]),
)
def test_every_reader_sees_the_same_moment_on_the_days_when_clocks_jump(read, zone, day, quarter, fold):
    wall = datetime.combine(day, time(*divmod(15 * quarter, 60), fold=fold), ZoneInfo(zone))
    starts_at = wall.astimezone(UTC)
    seen = read(invited(replace(ENTRY, starts_at=wall, ends_at=starts_at + timedelta(minutes=45))))[0]
    assert (seen.starts_at, seen.ends_at) == (starts_at, starts_at + timedelta(minutes=45))
    assert seen.starts_at.utcoffset() == timedelta(0)
