"""Until when the clinic has to have spoken or written to somebody."""

from datetime import datetime, timedelta

from common import clock
from patients.enums import Outcome

# Told in words: an emergency within minutes, everything else within a working day.
EMERGENCY_CONTACT = timedelta(minutes=15)
SATURDAY = 5


def contact_by(level: Outcome, since: datetime, zone: str) -> datetime:
    """Until when the clinic speaks to a patient with a warning sign."""
    if level == Outcome.EMERGENCY:
        return since + EMERGENCY_CONTACT
    return answer_by(since, zone)


def answer_by(since: datetime, zone: str) -> datetime:
    """One working day: the same hour of the next day that is not on a weekend, in the clinic's zone."""
    local = since.astimezone(clock.zone(zone))
    day = local.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return clock.moment(zone, day, local.time())
