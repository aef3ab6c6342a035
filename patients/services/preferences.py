"""How a patient wants to be reminded, and when the planner has to look at them next."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import invalid
from patients.access import own_patient
from patients.models import Preferences

FIELDS = ("reminders", "remind_at", "quiet_from", "quiet_to")


def next_reminder_at(preferences: Preferences, after: datetime) -> datetime | None:
    """The first reminder time later than ``after``, in UTC; None when reminders are off.

    Counted from the wall clock of the patient's zone each day, never by adding 24 hours. A day that is over
    before its reminder time, because the clock jumps across midnight, has none.
    """
    if not preferences.reminders:
        return None
    zone = preferences.patient.time_zone
    days = (clock.today_in(zone, after) + timedelta(days=n) for n in range(4))
    candidates = ((on, clock.moment(zone, on, preferences.remind_at)) for on in days)
    return next(at for on, at in candidates if at > after and clock.today_in(zone, at) == on)


def is_quiet(preferences: Preferences, at: time) -> bool:
    """Is this wall-clock time inside the quiet hours? They may span midnight; equal ends mean none."""
    start, end = preferences.quiet_from, preferences.quiet_to
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def update_own_preferences(*, by: User, changes: dict[str, Any]) -> Preferences:
    """Changes by the patient. Raises NotFound, and InvalidInput for a reminder inside the quiet hours."""
    patient = own_patient(by)
    with recorded(by=by, reason="preferences changed"):
        preferences, _created = Preferences.objects.select_for_update(no_key=True).get_or_create(
            patient=patient
        )
        preferences.patient = patient
        for name in FIELDS:
            if name in changes:
                setattr(preferences, name, changes[name])
        if preferences.reminders and is_quiet(preferences, preferences.remind_at):
            raise invalid(remind_at=_("This time is in your quiet hours. Choose another one."))
        schedule(preferences)
    return preferences


def schedule(preferences: Preferences, after: datetime | None = None) -> None:
    """Stores when the planner looks at this patient next."""
    preferences.next_reminder_at = next_reminder_at(preferences, after or clock.now())
    preferences.save()
