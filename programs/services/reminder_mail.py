"""Writes the daily reminder at the moment of sending, or says why it is not sent after all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from patients.models import Patient
from patients.queries.guardians import reader_of
from patients.services.preferences import is_quiet
from programs.queries.today import Today, due_today
from programs.rules.schedule import DueDay, DueItem
from programs.rules.script import build_script
from programs.rules.words import NothingDue

DAY_OVER = gettext_noop("the day is over")
NO_ACCOUNT = gettext_noop("the patient signs in with another account, or none")
SWITCHED_OFF = gettext_noop("reminders are switched off")
QUIET_HOURS = gettext_noop("quiet hours")
ALREADY_DONE = gettext_noop("already done")
NOTHING_DUE: Mapping[NothingDue, str] = {
    NothingDue.NO_PROGRAM: gettext_noop("no program"),
    NothingDue.NOT_STARTED: gettext_noop("the program has not started"),
    NothingDue.REST_DAY: gettext_noop("rest day"),
    NothingDue.PAUSED: gettext_noop("the program is paused"),
    NothingDue.STOPPED: gettext_noop("stopped by a warning sign"),
    NothingDue.FINISHED: gettext_noop("the program has ended"),
}


@dataclass(frozen=True)
class Left:
    """What is left of a day: exercises, the core ones among them, and about how many minutes each takes."""

    exercises: int
    core: int
    minutes: int
    core_minutes: int


def compose_reminder(message: Message) -> Content | Suppress:
    """The reminder as it is true now."""
    patient = Patient.objects.select_related("clinic", "user", "preferences").get(
        uuid=message.context["patient"]
    )
    today = due_today(patient, date.fromisoformat(message.context["on"]))
    if reason := _why_not(message, patient, today):
        return Suppress(reason)
    with translation.override(patient.language):
        return _write(patient, left_of(today), to=message.recipient.email if message.recipient else "")


def left_of(today: Today) -> Left:
    """What has no log yet."""
    items = [due for item in today.items if (due := _not_logged(item.due, item.logs))]
    script = build_script(DueDay(today.on, None, None, tuple(items)))
    core = sum(due.item.is_core for due in items)
    return Left(len(items), core, script.minutes, script.core_minutes)


def _not_logged(due: DueItem, logs: list[dict[str, str]]) -> DueItem | None:
    logged = {log["side"] for log in logs}
    sides = tuple(side for side in due.sides if side not in logged)
    return replace(due, sides=sides) if sides else None


def _why_not(message: Message, patient: Patient, today: Today) -> str:
    """The reason against sending, or nothing."""
    local = clock.now().astimezone(clock.zone(patient.time_zone))
    reasons = (
        (local.date() != today.on, DAY_OVER),
        (message.recipient is None or reader_of(patient) != message.recipient, NO_ACCOUNT),
        (not patient.preferences.reminders, SWITCHED_OFF),
        (is_quiet(patient.preferences, local.time()), QUIET_HOURS),
    )
    if reason := next((reason for applies, reason in reasons if applies), ""):
        return reason
    if today.nothing:
        return NOTHING_DUE[today.nothing]
    return "" if today.left else ALREADY_DONE


def _write(patient: Patient, left: Left, *, to: str) -> Content:
    return write_mail(
        "session_reminder",
        to=to,
        subject=_("Your session for today"),
        clinic=patient.clinic,
        stop_url=f"{settings.BASE_URL}/profile/",
        left_words=_left_words(left),
        core_words=_core_words(left),
        button_url=f"{settings.BASE_URL}/",
        button_text=_("Open today's session"),
    )


def _left_words(left: Left) -> str:
    minutes = ngettext("{n} minute", "{n} minutes", left.minutes).format(n=left.minutes)
    return ngettext(
        "For today there is {n} exercise left, about {minutes}.",
        "For today there are {n} exercises left, about {minutes}.",
        left.exercises,
    ).format(n=left.exercises, minutes=minutes)


def _core_words(left: Left) -> str:
    """Said only where it helps: some of what is left is core, and some is not."""
    if not 0 < left.core < left.exercises:
        return ""
    return ngettext(
        "Short of time? The most important one comes first and takes about {minutes} min.",
        "Short of time? The {n} most important ones come first and take about {minutes} min.",
        left.core,
    ).format(n=left.core, minutes=left.core_minutes)
