"""Writes visits as calendar programs read them (iCalendar: RFC 5545, 5546, 7986). Pure: values in, bytes out.

Times are written in UTC. Every event is written out by itself, so no rule ever has to be carried across a
change of the clocks, and a moment in UTC is the same moment in every program, whatever zones that knows. Each
shows it on its reader's clock.

What is written travels through foreign servers: whoever makes an ``Entry`` puts no clinical word into it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

PRODUCT = "-//physio-clinic//visits//EN"
# How often those who subscribed to a feed may ask for it anew.
REFRESH = timedelta(minutes=30)


class Standing(StrEnum):
    """How sure an event is; the values are the format's own."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Method(StrEnum):
    """What the reader is to do with a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Person:
    """Somebody in an invitation."""

    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One event. ``uid`` stays the same, ``sequence`` rises with each change; the times know their zone."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    standing: Standing = Standing.CONFIRMED


def method_of(entry: Entry) -> Method:
    """An event that was called off is taken out of the calendar; any other is put in, or moved."""
    return Method.CANCEL if entry.standing == Standing.CANCELLED else Method.REQUEST


def write_invitation(entry: Entry, *, organizer: Person, attendee: Person, written_at: datetime) -> bytes:
    """One event for the calendar of who was invited. Nobody is asked to answer: it is booked already."""
    event = _event(entry, written_at)
    event["ORGANIZER"] = _address(organizer)
    guest = _address(attendee)
    guest.params |= {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "CUTYPE": "INDIVIDUAL",
    }
    event.add("attendee", guest, encode=False)
    calendar = _calendar(method_of(entry))
    calendar.add_component(event)
    return _written(calendar)


def write_file(entry: Entry, *, written_at: datetime) -> bytes:
    """One event to put into a calendar of one's own. No name: that would make a calendar of its own."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add_component(_event(entry, written_at))
    return _written(calendar)


def write_feed(entries: Iterable[Entry], *, name: str, written_at: datetime) -> bytes:
    """Many events to subscribe to, under a name."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # the older spelling is the one that most programs know
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)
    for entry in entries:
        calendar.add_component(_event(entry, written_at))
    return _written(calendar)


def _written(calendar: Calendar) -> bytes:
    data: bytes = calendar.to_ical()
    return data


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(entry: Entry, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("status", entry.standing)
    event.add("transp", "TRANSPARENT" if entry.standing == Standing.CANCELLED else "OPAQUE")
    event.add("class", "PRIVATE")
    for name, value in (("description", entry.description), ("location", entry.location)):
        if value:
            event.add(name, value)
    if entry.url:
        event["URL"] = vUri(entry.url)
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    # A parameter has no way to write a quote or a line break.
    address.params["CN"] = vText(" ".join(person.name.replace('"', "'").split()))
    return address
