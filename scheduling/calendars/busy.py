"""Reads when somebody is busy out of a calendar from elsewhere. Pure: bytes in, stretches of time out.

Whatever an event says besides its time is not looked at and not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from icalendar import Calendar, Event

from common.zones import moment
from scheduling.calendars.problems import Problem, Trouble

Stretch = tuple[datetime, datetime]
MOST_OCCURRENCES = 20_000
# Nobody meets every minute. Followed to the end, such rules take for ever.
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
FIRST_YEAR, LAST_YEAR = 1970, 2200


@dataclass(frozen=True)
class Wanted:
    """What is asked for. ``zone`` is where days and times without a zone are; ``own`` is our own host."""

    zone: str
    starts_at: datetime
    ends_at: datetime
    own: str = ""


def busy_times(data: bytes, wanted: Wanted) -> list[Stretch]:
    """When its events are, in UTC, joined where they overlap or touch. Raises Trouble."""
    stretches: list[Stretch] = []
    for calendar in _calendars(data):
        for event in _occurrences(calendar, wanted):
            if len(stretches) >= MOST_OCCURRENCES:
                raise Trouble(Problem.TOO_MUCH)
            if _is_busy(event, wanted):
                stretches.append(_stretch(event, wanted.zone))
    return _joined(_clipped(stretches, wanted))


def _calendars(data: bytes) -> list[Calendar]:
    try:
        found = Calendar.from_ical(data.decode("utf-8-sig", errors="replace"), multiple=True)
    except Exception as error:
        raise Trouble(Problem.NOT_A_CALENDAR) from error
    calendars = [each for each in found if isinstance(each, Calendar)]
    if not calendars:
        raise Trouble(Problem.NOT_A_CALENDAR)
    return calendars


def _occurrences(calendar: Calendar, wanted: Wanted) -> list[Event]:
    """Every time that an event happens, exceptions and moved ones as they are."""
    calendar.subcomponents = [
        part for part in calendar.subcomponents if not isinstance(part, Event) or _is_sound(part)
    ]
    # A day without a zone begins up to half a day before ours, and ends as much later.
    margin = timedelta(days=1)
    try:
        query = recurring_ical_events.of(calendar, components=["VEVENT"], skip_bad_series=True)
        return list(query.between(wanted.starts_at - margin, wanted.ends_at + margin))
    except Exception as error:
        raise Trouble(Problem.NOT_A_CALENDAR) from error


def _is_sound(event: Event) -> bool:
    """Can it be understood? One that cannot is left out; it must not cost the others."""
    try:
        start, end = event.start, event.end
        is_of_our_time = start.year >= FIRST_YEAR and end.year <= LAST_YEAR
        return start < end and is_of_our_time and not any(map(_never_ends, event.rrules))
    except Exception:  # a foreign calendar can be broken in any way
        return False


def _never_ends(rule: Mapping[str, list[object]]) -> bool:
    """Would it take for ever to follow: because it comes so often, or because it does not move on?"""
    is_too_often = any(str(often).upper() in TOO_OFTEN for often in rule["FREQ"])
    return is_too_often or any(int(str(step)) < 1 for step in rule.get("INTERVAL", []))


def _is_busy(event: Event, wanted: Wanted) -> bool:
    """Neither free, nor called off, nor one of our own visits on its way back to us."""
    is_free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    is_own = bool(wanted.own) and str(event.get("UID", "")).endswith(f"@{wanted.own}")
    return not (is_free or is_off or is_own)


def _stretch(event: Event, zone: str) -> Stretch:
    return _moment(event.start, zone), _moment(event.end, zone)


def _moment(said: date, zone: str) -> datetime:
    """In UTC: a moment, the beginning of a day, or a time without a zone on the practitioner's clock."""
    if not isinstance(said, datetime):
        return moment(zone, said, time(0))
    return moment(zone, said.date(), said.time()) if said.tzinfo is None else said.astimezone(UTC)


def _clipped(stretches: Iterable[Stretch], wanted: Wanted) -> Iterator[Stretch]:
    for start, end in stretches:
        inside = max(start, wanted.starts_at), min(end, wanted.ends_at)
        if inside[0] < inside[1]:
            yield inside


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
