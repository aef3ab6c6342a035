"""Tells whoever waits that a time is free, and until when it is kept for them."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message, Priority
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from patients.queries.guardians import reader_of
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.visit_letters import appointment_of, facts_of, letter_to, reader_for
from scheduling.words import clock_words, when_words, zone_words

KIND = "waitlist_offer"
OVER = gettext_noop("the offer is over, or was settled")
NO_ACCOUNT = gettext_noop("nobody signs in for this patient")


def tell_of_offer(offered: Appointment, until: datetime) -> None:
    """Plans the mail, to go out at once: an offer does not stand for long. Call it in its transaction."""
    plan_message(
        key=f"{KIND}:{offered.uuid}",
        clinic=offered.clinic,
        kind=KIND,
        recipient=reader_of(offered.patient),
        context={"appointment": str(offered.uuid)},
        due_at=clock.now(),
        expires_at=until,
        urgent=True,
        priority=Priority.FIRST,
    )


def compose_offer(message: Message) -> Content | Suppress:
    """The mail, as long as the offer stands."""
    offered = appointment_of(message)
    until = offered.hold_expires_at
    if offered.status != AppointmentStatus.OFFERED or until is None or until <= clock.now():
        return Suppress(OVER)
    reader = reader_for(offered)
    if reader is None or reader.user is None:
        return Suppress(NO_ACCOUNT)
    zone = offered.patient.time_zone
    with translation.override(offered.patient.language):
        return letter_to(
            reader,
            offered,
            subject=_("A time has become free: {when}").format(when=when_words(offered.starts_at, zone)),
            words=_("You asked to be told. It is kept for you until {when} ({place}).").format(
                when=_until_words(until, zone), place=zone_words(zone, until)
            ),
            facts=facts_of(offered, reader),
            note=_(
                "If it does not suit you, let it go: then the next person is asked. You stay on the list."
            ),
            button=(_("Look at it"), f"{settings.BASE_URL}{path_of(offered)}"),
        )


def path_of(offered: Appointment) -> str:
    """The patient's page of an offer."""
    return f"/visits/waiting/{offered.waitlist_entry.uuid}/"


def _until_words(until: datetime, zone: str) -> str:
    """The time alone when it is today."""
    is_today = clock.today_in(zone, until) == clock.today_in(zone)
    return (clock_words if is_today else when_words)(until, zone)
