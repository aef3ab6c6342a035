"""What somebody on the waiting list would take, and until when an offer stands."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.zones import moment, zone

# Whoever gets less has hardly read the mail.
SHORTEST_OFFER = timedelta(minutes=10)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """The days and the times of day at which a visit may begin, on the clocks of the patient."""

    time_zone: str
    from_on: date
    until_on: date
    earliest: time | None = None
    latest: time | None = None

    def is_met(self, starts_at: datetime) -> bool:
        local = starts_at.astimezone(zone(self.time_zone))
        at = local.time()
        return (
            self.from_on <= local.date() <= self.until_on
            and (self.earliest is None or self.earliest <= at)
            and (self.latest is None or at <= self.latest)
        )


@dataclass(frozen=True, slots=True)
class Quiet:
    """When somebody is not to be disturbed, on their own clock; equal ends mean never."""

    time_zone: str
    start: time
    end: time

    def awake_until(self, at: datetime, minutes: timedelta) -> datetime:
        """When somebody will have been awake for so long, from a moment on."""
        if self.start == self.end:
            return at + minutes
        while True:
            wakes, sleeps = self._next(at, self.end), self._next(at, self.start)
            if wakes < sleeps:  # asleep now
                at, sleeps = wakes, self._next(wakes, self.start)
            if at + minutes <= sleeps:
                return at + minutes
            at, minutes = sleeps, minutes - (sleeps - at)

    def _next(self, after: datetime, wall: time) -> datetime:
        """The next moment after this one at which their clock shows a time."""
        first = after.astimezone(zone(self.time_zone)).date()
        days = (moment(self.time_zone, first + number * A_DAY, wall) for number in range(3))
        return next(at for at in days if at > after)


def offer_until(
    now: datetime, starts_at: datetime, *, stands_for: timedelta, notice: timedelta, quiet: Quiet
) -> datetime | None:
    """Until when an offer stands: so long while its reader is awake, never into the notice before the visit.

    None when that is too short. Nobody loses a time in their sleep.
    """
    until = min(quiet.awake_until(now, stands_for), starts_at - notice)
    return until if until - now >= SHORTEST_OFFER else None
