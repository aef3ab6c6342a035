"""How the desk says a visit: its state with a sign of its own, its time on two clocks, its place."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.rules.words import Reason
from scheduling.words import zone_words

# Each state has a shape of its own, drawn beside its word.
SIGNS: Mapping[str, str] = {
    AppointmentStatus.REQUESTED: "?",
    AppointmentStatus.BOOKED: "●",
    AppointmentStatus.COMPLETED: "✓",
    AppointmentStatus.NO_SHOW: "✕",
    AppointmentStatus.CANCELLED: "–",
}
TONES: Mapping[str, str] = {
    AppointmentStatus.REQUESTED: "careful",
    AppointmentStatus.COMPLETED: "go",
    AppointmentStatus.NO_SHOW: "stop",
}
WHY: Mapping[str, str | Promise] = {
    Reason.NOT_BOOKABLE: gettext_lazy("They do not offer this kind of appointment."),
    Reason.PAST: gettext_lazy("This time is over."),
    Reason.BEYOND_HORIZON: gettext_lazy("This is too far ahead."),
    Reason.HOLIDAY: gettext_lazy("It is a public holiday, and the clinic is closed."),
    Reason.NO_LOCATION: gettext_lazy("They work then, but only by video."),
    Reason.OUTSIDE_HOURS: gettext_lazy("They do not work then."),
    Reason.TIME_OFF: gettext_lazy("They are away then."),
    Reason.TAKEN: gettext_lazy("They have another visit then or just beside it, or are busy elsewhere."),
    Reason.DAILY_LIMIT: gettext_lazy("The day has as many visits as they want on one."),
    Reason.PATIENT_BUSY: gettext_lazy("The patient has another visit then."),
    Reason.DST_GAP: gettext_lazy("The clocks skip this time on that day."),
}


def why_not(reason: str) -> str:
    """Why a time is no good, as a sentence for staff."""
    return str(WHY.get(reason, _("This time is not free.")))


def status_words(appointment: Appointment) -> str:
    """The state; a cancellation says whether it came late."""
    if appointment.status == AppointmentStatus.CANCELLED and appointment.is_late:
        return _("Cancelled late")
    return str(appointment.get_status_display())


def place_words(appointment: Appointment) -> str:
    """Where: by video, or the name of the place."""
    return _("Video") if appointment.is_remote else str(appointment.location or "")


def moment_words(at: datetime, zone: str) -> str:
    """A moment on the clocks of a zone, short enough for lists: "Tue 24 Nov, 9:30"."""
    local = at.astimezone(clock.zone(zone))
    this_year = local.year == clock.today_in(zone).year
    return date_format(local, "D j M, G:i" if this_year else "D j M Y, G:i")


def hour_words(at: datetime, zone: str) -> str:
    """Only the time of day: "9:30"."""
    return date_format(at.astimezone(clock.zone(zone)), "G:i")


def moment_there(at: datetime, zone: str, here: str) -> str:
    """A moment on another clock, with its name; nothing where both clocks show the same."""
    place = clock.zone(zone)
    if at.astimezone(place).utcoffset() == at.astimezone(clock.zone(here)).utcoffset():
        return ""
    return f"{moment_words(at, zone)} {zone_words(zone, at)}"
