"""Plans the daily reminder: who has something left to do today, and when they want to hear of it.

Each patient carries the moment at which the planner has to look at them next, so a sweep costs what is
due and not what is stored. Whether the reminder still makes sense is asked again when it is sent
(reminder_mail.py); until then it stands in the outbox, so that nobody has to guess why none came.
"""

import logging
import time
from datetime import date, datetime, timedelta

from django.db import transaction

from audit.context import recorded
from common import clock
from notifications.services.outbox import plan_message
from patients.models import Patient, Preferences
from patients.queries.guardians import reader_of
from patients.services.preferences import schedule
from programs.enums import ProgramStatus
from programs.models import Program
from programs.queries.today import due_today

logger = logging.getLogger(__name__)

KIND = "session_reminder"
BATCH = 200
# A run ends before the job's time limit; the next tick goes on.
RUN_FOR_S = 45


def start_reminding(patient: Patient) -> None:
    """Puts a patient on the planner's list; called when a program is assigned or goes on."""
    preferences, _created = Preferences.objects.select_for_update(no_key=True).get_or_create(patient=patient)
    preferences.patient = patient
    schedule(preferences)


def plan_due_reminders(now: datetime | None = None) -> int:
    """Plans a message for everybody whose reminder time has come; returns how many patients were looked at.

    Any number may run at once: each patient is locked by one of them, and the message's key is unique.
    """
    looked_at = 0
    deadline = time.monotonic() + RUN_FOR_S
    while time.monotonic() < deadline and (batch := _plan_batch(now or clock.now())):
        looked_at += batch
    return looked_at


def _plan_batch(now: datetime) -> int:
    with recorded(by=None, reason="reminders planned"):
        due = list(
            Preferences.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("patient__clinic", "patient__user")
            .filter(next_reminder_at__lte=now)
            .order_by("next_reminder_at")[:BATCH]
        )
        for preferences in due:
            _plan_one(preferences, now)
    return len(due)


def _plan_one(preferences: Preferences, now: datetime) -> None:
    """One patient: a message if something is left on the day, and the next time to look."""
    patient, at = preferences.patient, preferences.next_reminder_at
    if at is None or not _has_active_program(patient):
        preferences.next_reminder_at = None  # start_reminding puts them back
        preferences.save(update_fields=["next_reminder_at"])
        return
    on = clock.today_in(patient.time_zone, at)
    reader = reader_of(patient)
    if reader and _is_something_left(patient, on):
        plan_message(
            key=f"{KIND}:{patient.uuid}:{on.isoformat()}",
            clinic=patient.clinic,
            recipient=reader,
            kind=KIND,
            context={"patient": str(patient.uuid), "on": on.isoformat()},
            due_at=at,
            expires_at=clock.moment(patient.time_zone, on + timedelta(days=1), clock.MIDNIGHT),
        )
    schedule(preferences, after=now)


def _has_active_program(patient: Patient) -> bool:
    return Program.objects.filter(patient=patient, status=ProgramStatus.ACTIVE).exists()


def _is_something_left(patient: Patient, on: date) -> bool:
    """When even asking fails, yes: the sending asks again, and fails where people see it."""
    try:
        with transaction.atomic():
            return bool(due_today(patient, on).left)
    except Exception:  # one patient's broken data must not cost the others their reminder
        logger.exception("What is left for patient %s could not be found out.", patient.uuid)
        return True
