"""Tells the old address that it opens nothing any more: a change nobody asked for has to be noticed."""

from datetime import timedelta
from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from common import clock
from notifications.models import Message
from notifications.registry import Content
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.models import Patient

KIND = "address_moved"
USEFUL_FOR = timedelta(days=3)


def tell_old_address(patient: Patient, address: str) -> None:
    """Plans the notice. Call it inside the transaction that moves the account."""
    now = clock.now()
    plan_message(
        key=f"{KIND}:{uuid4()}",
        clinic=patient.clinic,
        kind=KIND,
        context={"patient": str(patient.uuid), "to": address},
        due_at=now,
        expires_at=now + USEFUL_FOR,
    )


def compose_notice(message: Message) -> Content:
    """The notice; it names neither the new address nor who changed it."""
    patient = Patient.objects.select_related("clinic").get(uuid=message.context["patient"])
    with translation.override(patient.language):
        return write_mail(
            "address_moved",
            to=message.context["to"],
            subject=_("Your sign-in address was changed"),
            clinic=patient.clinic,
            name=patient.name,
        )
