"""Tells the owners when the time to look at a patient has run out and nobody has acted.

A mail travels through foreign hands: it names neither the patient nor the reason, only where to look.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.permissions import Permission
from accounts.queries import members_with
from audit.context import recorded
from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.models import Patient, Signal, SignalKind, SignalState

KIND = "signal_overdue"
USEFUL_FOR = timedelta(days=2)
BATCH = 200
# A run ends before the job's time limit; the next tick goes on.
RUN_FOR_S = 45
ACTED = gettext_noop("somebody has looked")


def escalate_overdue(now: datetime | None = None) -> int:
    """Plans the mails for every signal that is overdue; returns how many there were.

    Any number may run at once: each signal is locked by one of them, and is told once.
    """
    told, deadline = 0, time.monotonic() + RUN_FOR_S
    while time.monotonic() < deadline and (batch := _escalate_batch(now or clock.now())):
        told += batch
    return told


def _escalate_batch(now: datetime) -> int:
    with recorded(by=None, reason="overdue"):
        rows = list(
            _overdue(now)
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("patient__clinic")
            .order_by("due_at")[:BATCH]
        )
        Signal.objects.filter(pk__in=[row.pk for row in rows]).update(escalated_at=now)
        # A stop has a mail of its own when nobody has spoken to the patient in time.
        _tell_owners([row for row in rows if row.kind != SignalKind.RED_FLAG], now)
    return len(rows)


def _overdue(now: datetime) -> QuerySet[Signal]:
    """Nobody has acted, and the time is over."""
    return Signal.objects.filter(
        due_at__lte=now, state=SignalState.OPEN, acted_at=None, settled_at=None, escalated_at=None
    )


def _tell_owners(rows: Sequence[Signal], now: datetime) -> None:
    """One mail a patient and day to each, however many reasons there are."""
    for patient in {row.patient_id: row.patient for row in rows}.values():
        on = clock.today_in(patient.clinic.time_zone, now)
        for member in members_with(patient.clinic, Permission.MANAGE_CLINIC):
            plan_message(
                key=f"{KIND}:{patient.uuid}:{on.isoformat()}:{member.user.uuid}",
                clinic=patient.clinic,
                recipient=member.user,
                kind=KIND,
                context={"patient": str(patient.uuid)},
                due_at=now,
                expires_at=now + USEFUL_FOR,
            )


def compose_overdue(message: Message) -> Content | Suppress:
    """That somebody was to look, as long as nobody has."""
    patient = Patient.objects.select_related("clinic").get(uuid=UUID(message.context["patient"]))
    waiting = Signal.objects.filter(
        patient=patient, escalated_at__isnull=False, acted_at=None, settled_at=None
    ).exclude(kind=SignalKind.RED_FLAG)
    if not waiting.exists():
        return Suppress(ACTED)
    with translation.override(patient.clinic.language):
        return write_mail(
            "look_at_patient",
            to=message.recipient.email if message.recipient else "",
            subject=_("A patient still waits for somebody to look"),
            clinic=patient.clinic,
            words=_("Somebody from the clinic was to look at a patient. The time is over, and nobody has."),
            button_url=f"{settings.BASE_URL}/admin/patients/{patient.uuid}/",
            button_text=_("Open the patient's page"),
        )
