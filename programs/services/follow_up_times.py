"""When a patient is asked how it was after a load: a day later, and once more while it has not settled.

Counted in hours that really pass, whatever the clocks do; asked while people are awake.
"""

from datetime import date, datetime, time, timedelta

from common import clock
from patients.models import Patient, Preferences
from patients.services.preferences import is_quiet

ASKED_AFTER = (timedelta(hours=24), timedelta(hours=48))
# Of a load that is told on a later day nobody knows the hour.
EARLY_EVENING = time(18)


def time_of_load(patient: Patient, on: date, now: datetime) -> datetime:
    """Now for a load of today; for one that is told later, the early evening of its day."""
    if on >= clock.today_in(patient.time_zone, now):
        return now
    return clock.moment(patient.time_zone, on, EARLY_EVENING)


def next_ask_at(patient: Patient, loaded_at: datetime, after: datetime) -> datetime | None:
    """The first time to ask later than ``after``; None when there is none any more."""
    asked = (awake_at(patient, loaded_at + hours) for hours in ASKED_AFTER)
    return next((at for at in asked if at > after), None)


def awake_at(patient: Patient, at: datetime) -> datetime:
    """``at``, or the end of the patient's quiet hours if it falls into them."""
    preferences, zone = preferences_of(patient), clock.zone(patient.time_zone)
    local = at.astimezone(zone)
    if not is_quiet(preferences, local.time()):
        return at
    days = (local.date() + timedelta(days=n) for n in range(3))
    ends = (clock.moment(patient.time_zone, on, preferences.quiet_to) for on in days)
    return next(end for end in ends if end > at)


def preferences_of(patient: Patient) -> Preferences:
    """The stored ones, else those everybody starts with."""
    return getattr(patient, "preferences", None) or Preferences(patient=patient)
