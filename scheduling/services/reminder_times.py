"""When a patient is reminded of a visit: a day before, outside their quiet hours, and an hour before."""

from datetime import datetime, timedelta

from common import clock
from patients.models import Patient
from patients.queries.patients import preferences_of
from patients.services.preferences import is_quiet

DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
# Well before the quiet begins: the mail may take a while.
BEFORE_QUIET = timedelta(minutes=15)
# So soon after the mail that says when the visit is, a reminder of it is noise.
DAY_AFTER_TOLD = timedelta(hours=2)
HOUR_AFTER_TOLD = timedelta(minutes=30)


def due_of_day_reminder(patient: Patient, starts_at: datetime, told_at: datetime) -> datetime | None:
    """A day before, earlier if that is in the quiet hours; None when that is over, or was told just then."""
    due_at = awake_before(patient, starts_at - DAY_BEFORE)
    return due_at if due_at >= told_at + DAY_AFTER_TOLD else None


def due_of_hour_reminder(starts_at: datetime, told_at: datetime) -> datetime | None:
    """An hour before, quiet or not: whoever has a visit at seven wants the link at six. None as above."""
    due_at = starts_at - HOUR_BEFORE
    return due_at if due_at >= told_at + HOUR_AFTER_TOLD else None


def awake_before(patient: Patient, at: datetime) -> datetime:
    """``at``, or shortly before the quiet hours that it falls into."""
    preferences, zone = preferences_of(patient), patient.time_zone
    local = at.astimezone(clock.zone(zone))
    if not is_quiet(preferences, local.time()):
        return at
    days = (local.date() - timedelta(days=n) for n in range(3))
    begins = (clock.moment(zone, on, preferences.quiet_from) for on in days)
    return next(begin for begin in begins if begin <= at) - BEFORE_QUIET
