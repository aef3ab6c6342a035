"""How the desk writes visits: their state with its sign, their time on the clinic's clock, their history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Clinic
from desk.calendar.asked import Asked
from desk.calendar.words import (
    SIGNS,
    TONES,
    hour_words,
    moment_there,
    moment_words,
    place_words,
    status_words,
)
from patients.models import Patient
from scheduling.models import Appointment
from scheduling.queries.calendar import next_visit as find_next_visit
from scheduling.queries.visit_history import Done, Step
from scheduling.words import zone_words

register = template.Library()
register.filter("place", place_words)

STEPS: Mapping[Step, str | Promise] = {
    Step.REQUESTED: gettext_lazy("Asked for {when}"),
    Step.BOOKED: gettext_lazy("Booked for {when}"),
    Step.APPROVED: gettext_lazy("Approved"),
    Step.MOVED: gettext_lazy("Moved from {before} to {when}"),
    Step.CANCELLED: gettext_lazy("Cancelled"),
    Step.COMPLETED: gettext_lazy("Took place"),
    Step.NO_SHOW: gettext_lazy("Did not come"),
    Step.BEGAN: gettext_lazy("Both were in the room"),
    Step.ENDED: gettext_lazy("Left the room"),
}


@register.filter
def when_at(at: datetime, clinic: Clinic) -> str:
    """A moment on the clinic's clock: "Tue 24 Nov, 9:30"."""
    return moment_words(at, clinic.time_zone)


@register.filter
def hour_in(at: datetime, zone: str) -> str:
    return hour_words(at, zone)


@register.filter
def when_in(at: datetime, zone: str) -> str:
    return moment_words(at, zone)


@register.filter
def clock_of(at: datetime, zone: str) -> str:
    """Whose clock: "Berlin time"."""
    return zone_words(zone, at)


@register.simple_tag
def querystring_of(asked: Asked, **changes: Any) -> str:
    """The calendar's question with something changed."""
    return asked.query(**changes)


@register.simple_tag
def there(at: datetime, zone: str, here: str) -> str:
    """The same moment on another clock, named; nothing where it shows the same."""
    return moment_there(at, zone, here)


@register.inclusion_tag("desk/_visit_status.html")
def visit_status(appointment: Appointment) -> dict[str, Any]:
    """The state as a chip: its sign, its word."""
    return {
        "sign": SIGNS[appointment.status],
        "words": status_words(appointment),
        "tone": TONES.get(appointment.status, ""),
        "status": appointment.status,
    }


@register.inclusion_tag("desk/_next_visit.html", takes_context=True)
def next_visit(context: Context, patient: Patient) -> dict[str, Any]:
    """When the patient comes next, if that is known."""
    return {"visit": find_next_visit(context["request"].user, patient.pk)}


@register.filter
def step_words(done: Done, clinic: Clinic) -> str:
    """One line of the history."""
    zone = clinic.time_zone
    before = moment_words(done.before, zone) if done.before else ""
    words = str(STEPS[done.step]).format(when=moment_words(done.starts_at, zone), before=before)
    if done.with_:
        words = _("{what}, now with {who}").format(what=words, who=done.with_.user.name)
    return words
