"""Tells whoever registered on the public page how to come in again."""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.models import Patient

KIND = "welcome"
USEFUL_FOR = timedelta(days=7)
NO_ACCOUNT = gettext_noop("the patient does not sign in")


def tell_welcome(patient: Patient) -> None:
    """Plans the mail. Call it in the transaction that registers them."""
    now = clock.now()
    plan_message(
        key=f"{KIND}:{patient.uuid}",
        clinic=patient.clinic,
        recipient=patient.user,
        kind=KIND,
        context={"patient": str(patient.uuid)},
        due_at=now,
        expires_at=now + USEFUL_FOR,
    )


def compose_welcome(message: Message) -> Content | Suppress:
    """That the pages are open, and by which address."""
    patient = Patient.objects.select_related("clinic", "user").get(uuid=message.context["patient"])
    if patient.user is None or not patient.user.is_active:
        return Suppress(NO_ACCOUNT)
    with translation.override(patient.language):
        return write_mail(
            "welcome",
            to=patient.user.email,
            subject=_("Your pages at {clinic}").format(clinic=patient.clinic.name),
            clinic=patient.clinic,
            name=patient.name,
            button_url=f"{settings.BASE_URL}/",
            button_text=_("Open my pages"),
        )
