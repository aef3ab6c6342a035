"""What somebody on the waiting list would take, and until when an offer stands."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.zones import zone

# Whoever gets less has hardly read the mail.
SHORTEST_OFFER = timedelta(minutes=10)


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


def offer_until(
    now: datetime, starts_at: datetime, *, stands_for: timedelta, notice: timedelta
) -> datetime | None:
    """Until when an offer stands: never into the notice before the visit. None when that is too short."""
    until = min(now + stands_for, starts_at - notice)
    return until if until - now >= SHORTEST_OFFER else None
