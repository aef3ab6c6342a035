"""Writes the question after a load at the moment of sending, or says why it is not sent after all."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from patients.models import Patient, Stop
from patients.queries.guardians import reader_of
from patients.services.preferences import is_quiet
from programs.models import FollowUp
from programs.queries.follow_ups import asked_now
from programs.rules.words import NothingDue
from programs.run_words import load_words
from programs.services.follow_up_times import preferences_of
from programs.services.reminder_mail import (
    ALREADY_DONE,
    DAY_OVER,
    NO_ACCOUNT,
    NOTHING_DUE,
    QUIET_HOURS,
    SWITCHED_OFF,
)

MOST_NAMED = 3


def compose_follow_up(message: Message) -> Content | Suppress:
    """The question as it is true now, about everything that waits for an answer."""
    patient = Patient.objects.select_related("clinic", "user", "preferences").get(
        uuid=message.context["patient"]
    )
    asked = list(asked_now(patient).order_by("-loaded_at"))
    if reason := _why_not(message, patient, asked):
        return Suppress(reason)
    with translation.override(patient.language):
        return _write(patient, asked, to=message.recipient.email if message.recipient else "")


def _why_not(message: Message, patient: Patient, asked: list[FollowUp]) -> str:
    """The reason against sending, or nothing."""
    local = clock.now().astimezone(clock.zone(patient.time_zone))
    preferences = preferences_of(patient)
    reasons = (
        (local.date() != date.fromisoformat(message.context["on"]), DAY_OVER),
        (message.recipient is None or reader_of(patient) != message.recipient, NO_ACCOUNT),
        (not preferences.reminders, SWITCHED_OFF),
        (is_quiet(preferences, local.time()), QUIET_HOURS),
        (Stop.objects.filter(patient=patient, lifted_at=None).exists(), NOTHING_DUE[NothingDue.STOPPED]),
        (not asked, ALREADY_DONE),
    )
    return next((reason for applies, reason in reasons if applies), "")


def _write(patient: Patient, asked: list[FollowUp], *, to: str) -> Content:
    today = clock.today_in(patient.time_zone)
    loads = list(dict.fromkeys(load_words(each, today) for each in asked))[:MOST_NAMED]
    return write_mail(
        "follow_up",
        to=to,
        subject=_("A short question for you"),
        clinic=patient.clinic,
        stop_url=f"{settings.BASE_URL}/profile/",
        question=_("How was it after {loads}?").format(loads=get_text_list(loads, _("and"))),
        button_url=f"{settings.BASE_URL}/follow-ups/",
        button_text=_("Answer with one tap"),
    )
