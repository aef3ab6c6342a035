"""Tells the clinic that a patient is stopped, and its owners when nobody has spoken to the patient in time.

A mail travels through foreign hands: they name neither the patient nor an answer, only where to look.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.permissions import Permission
from accounts.queries import clinicians_of, members_with
from common import clock
from notifications.models import Message, Priority
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.enums import Outcome
from patients.models import Stop

KIND = "red_flag"
OVERDUE_KIND = "contact_overdue"
USEFUL_FOR = timedelta(days=3)

CONTACTED = gettext_noop("somebody has spoken to the patient")
LIFTED = gettext_noop("the stop was lifted")


def tell_clinic(stop: Stop) -> None:
    """Plans a mail to everybody who may read the record, the physio in charge first, and the reminder.

    Call it in the transaction that raises the stop. An emergency goes out before everything else.
    """
    for user in _readers(stop):
        _plan(stop, KIND, user, clock.now())
    for member in members_with(stop.patient.clinic, Permission.MANAGE_CLINIC):
        _plan(stop, OVERDUE_KIND, member.user, stop.contact_by)


def _readers(stop: Stop) -> list[User]:
    in_charge = stop.patient.primary_physio_id
    readers = [member.user for member in clinicians_of(stop.patient.clinic)]
    return sorted(readers, key=lambda user: user.pk != in_charge)


def _plan(stop: Stop, kind: str, user: User, due_at: datetime) -> None:
    plan_message(
        key=f"{kind}:{stop.uuid}:{user.uuid}",
        clinic=stop.patient.clinic,
        recipient=user,
        kind=kind,
        context={"stop": str(stop.uuid)},
        due_at=due_at,
        expires_at=due_at + USEFUL_FOR,
        urgent=kind == KIND,
        priority=Priority.FIRST if stop.level == Outcome.EMERGENCY else Priority.NORMAL,
    )


def compose_alarm(message: Message) -> Content | Suppress:
    """That a patient needs somebody, as long as nobody has spoken to them."""
    stop = _stop_of(message)
    with translation.override(stop.patient.clinic.language):
        if stop.level == Outcome.EMERGENCY:
            subject = _("A patient needs you now")
            words = _("A patient of yours needs somebody from the clinic at once.")
        else:
            subject = _("A patient needs you by {time}").format(time=_told(stop))
            words = _("A patient of yours needs to hear from the clinic within one working day.")
        return _unless_settled(message, stop, subject, words)


def compose_overdue(message: Message) -> Content | Suppress:
    """That the time to speak to a patient has passed, unless somebody did."""
    stop = _stop_of(message)
    with translation.override(stop.patient.clinic.language):
        words = _("Somebody from the clinic was to speak to a patient by {time}. Nobody has noted it.")
        subject = _("A patient is still waiting for you")
        return _unless_settled(message, stop, subject, words.format(time=_told(stop)))


def _stop_of(message: Message) -> Stop:
    return Stop.objects.select_related("patient__clinic").get(uuid=message.context["stop"])


def _told(stop: Stop) -> str:
    local = stop.contact_by.astimezone(clock.zone(stop.patient.clinic.time_zone))
    return date_format(local, "D j M, H:i")


def _unless_settled(message: Message, stop: Stop, subject: str, words: str) -> Content | Suppress:
    if stop.lifted_at or stop.contacted_at:
        return Suppress(LIFTED if stop.lifted_at else CONTACTED)
    return write_mail(
        "look_at_patient",
        to=message.recipient.email if message.recipient else "",
        subject=subject,
        clinic=stop.patient.clinic,
        words=words,
        button_url=f"{settings.BASE_URL}/admin/patients/{stop.patient.uuid}/",
        button_text=_("Open the patient's page"),
    )
