"""Writes the invitation's mail at the moment of sending, or says why it is not sent after all."""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from patients.models import Invitation
from patients.queries.guardians import guardian_of
from patients.services.carer_mail import write_carer_mail
from patients.services.invitations import token_for

USED = gettext_noop("the invitation was used already")
WITHDRAWN = gettext_noop("a newer invitation or another address took its place")
NO_ADDRESS = gettext_noop("the patient has no e-mail address any more")


def compose_invitation(message: Message) -> Content | Suppress:
    """The invitation, as long as its link opens something."""
    invitation = Invitation.objects.select_related("patient__clinic").get(uuid=message.context["invitation"])
    patient = invitation.patient
    guardian = guardian_of(patient) if patient.is_minor() else None
    reasons = (
        (invitation.used_at or patient.user_id, USED),
        (invitation.revoked_at, WITHDRAWN),
        (not guardian and (patient.is_minor() or not patient.email), NO_ADDRESS),
    )
    if reason := next((reason for applies, reason in reasons if applies), None):
        return Suppress(reason)
    if guardian:
        return write_carer_mail(guardian, _link(invitation))
    with translation.override(patient.language):
        return _write(invitation)


def _write(invitation: Invitation) -> Content:
    patient = invitation.patient
    return write_mail(
        "invitation",
        to=patient.email,
        subject=_("Your invitation"),
        clinic=patient.clinic,
        name=patient.name,
        valid_words=_("It works once, until {date}.").format(date=_until(invitation)),
        button_url=_link(invitation),
        button_text=_("Open my pages"),
    )


def _link(invitation: Invitation) -> str:
    return f"{settings.BASE_URL}/join/{token_for(invitation)}/"


def _until(invitation: Invitation) -> str:
    """A day and time of the patient's own calendar, as people say it: Saturday 28 November, 17:00."""
    local = invitation.expires_at.astimezone(clock.zone(invitation.patient.time_zone))
    return date_format(local, "l j F, H:i")
