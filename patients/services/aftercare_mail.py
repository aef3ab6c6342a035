"""Writes the question some months after an episode, or says why it is not sent after all.

A mail travels through foreign hands: it says neither what the patient was treated for nor what is asked.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from patients.models import Aftercare
from patients.queries.guardians import reader_of
from patients.queries.patients import preferences_of

ANSWERED = gettext_noop("it was answered already")
WITHDRAWN = gettext_noop("the episode is open again")
NO_ACCOUNT = gettext_noop("the patient does not sign in")
SWITCHED_OFF = gettext_noop("the patient wants no reminders")


def compose_aftercare(message: Message) -> Content | Suppress:
    """The question as it is true now."""
    row = Aftercare.objects.select_related("episode__patient__clinic", "episode__patient__user").get(
        uuid=message.context["aftercare"]
    )
    if reason := _why_not(message, row):
        return Suppress(reason)
    patient = row.episode.patient
    with translation.override(patient.language):
        return write_mail(
            "waiting",
            to=message.recipient.email if message.recipient else "",
            subject=_("A short question from your clinic"),
            clinic=patient.clinic,
            stop_url=f"{settings.BASE_URL}/profile/",
            words=_("We would like to know how you have been since your last visit. One tap answers it."),
            button_url=f"{settings.BASE_URL}/aftercare/",
            button_text=_("Answer with one tap"),
        )


def _why_not(message: Message, row: Aftercare) -> str:
    """The reason against sending, or nothing."""
    patient = row.episode.patient
    reasons = (
        (row.withdrawn_at is not None, WITHDRAWN),
        (row.answered_at is not None, ANSWERED),
        (message.recipient is None or reader_of(patient) != message.recipient, NO_ACCOUNT),
        (not preferences_of(patient).reminders, SWITCHED_OFF),
    )
    return next((reason for applies, reason in reasons if applies), "")
