"""Slots the slow, obvious way: every minute is looked at by itself, and clocks are read, not computed.

Nothing here is shared with the rules but the values they are asked about.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from scheduling.rules.hours import ExtraHours, Hours

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def minutes(start: datetime, end: datetime) -> Iterable[datetime]:
    while start < end:
        yield start
        start += MINUTE


@cache
def first_minute(zone: str, wall: datetime) -> datetime:
    """The first minute at which the clock on the wall shows ``wall`` or later."""
    place = ZoneInfo(zone)
    from_at = wall.replace(tzinfo=UTC) - DAY
    return next(
        minute
        for minute in minutes(from_at, from_at + 2 * DAY)
        if minute.astimezone(place).replace(tzinfo=None) >= wall
    )


def local_day(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def stretches(timetable, on: date, holidays) -> Iterable[tuple[datetime, datetime, int | None]]:
    """The hours that begin on one day, from minute to minute."""
    weekly: list[Hours | ExtraHours] = (
        []
        if on in holidays
        else [
            hours
            for hours in timetable.hours
            if hours.weekday == on.weekday() and hours.valid_from <= on <= (hours.valid_until or date.max)
        ]
    )
    for hours in weekly + [extra for extra in timetable.extra if extra.on == on]:
        last_on = on + DAY if hours.end == time(0) else on
        start = first_minute(timetable.time_zone, datetime.combine(on, hours.start))
        end = first_minute(timetable.time_zone, datetime.combine(last_on, hours.end))
        yield start, end, hours.location


class SlowDiary:
    """All minutes of a few days, each known to be worked or not, taken or not."""

    def __init__(self, diary, visit, limits, now, days, patient_busy=()):
        self.diary, self.visit, self.limits, self.now = diary, visit, limits, now
        zone = diary.timetable.time_zone
        self.zone = zone
        self.hours = [found for day in days for found in stretches(diary.timetable, day, diary.holidays)]
        self.taken = self._minutes_of(
            [(booked.start, booked.end) for booked in diary.booked] + [*diary.time_off, *diary.elsewhere]
        )
        self.patient_taken = self._minutes_of(patient_busy)

    def _minutes_of(self, stretches) -> set[datetime]:
        return {
            minute
            for start, end in stretches
            for minute in minutes(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
        }

    def starts(self, window) -> dict[datetime, set[int | None]]:
        """Every free start with the places it could be at; the window is looked at minute by minute."""
        return {
            minute: places for minute in minutes(*window) if (places := self.places_for(minute)) is not None
        }

    def places_for(self, start: datetime) -> set[int | None] | None:
        """Where a visit could begin at this minute; None if nowhere."""
        places = {place for place in self._places() if self._is_offered(start, place)}
        free = self._is_in_time(start) and self._is_free(start) and not self._is_full(start)
        return places if places and free else None

    def _places(self) -> set[int | None]:
        if self.visit.is_remote:
            return {None}
        return {place for _start, _end, place in self.hours if place is not None}

    def _at(self, place: int | None) -> list[tuple[datetime, datetime]]:
        return [(start, end) for start, end, here in self.hours if self.visit.is_remote or here == place]

    def _is_offered(self, start: datetime, place: int | None) -> bool:
        """Worked in every minute, and a whole number of steps after the beginning of some hours."""
        end = start + timedelta(seconds=self.visit.length)
        stretches = self._at(place)
        works = all(
            any(opens <= minute < closes for opens, closes in stretches) for minute in minutes(start, end)
        )
        step = timedelta(seconds=self.limits.step)
        return works and any(
            opens <= start < closes and (start - opens) % step == timedelta(0) for opens, closes in stretches
        )

    def _is_in_time(self, start: datetime) -> bool:
        if start < self.now + self.limits.notice:
            return False
        ahead = (local_day(self.zone, start) - local_day(self.zone, self.now)).days
        return self.limits.horizon_days is None or ahead <= self.limits.horizon_days

    def _is_free(self, start: datetime) -> bool:
        end = start + timedelta(seconds=self.visit.length)
        before, after = (timedelta(seconds=buffer) for buffer in (self.visit.before, self.visit.after))
        return not (
            any(minute in self.taken for minute in minutes(start - before, end + after))
            or any(minute in self.patient_taken for minute in minutes(start, end))
        )

    def _is_full(self, start: datetime) -> bool:
        day = local_day(self.zone, start)
        visits = [
            booked
            for booked in self.diary.booked
            if local_day(self.zone, datetime.fromtimestamp(booked.visit_start, UTC)) == day
        ]
        return self.diary.daily_limit is not None and len(visits) >= self.diary.daily_limit
