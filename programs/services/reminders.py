"""Plans the daily reminder: who has something left to do today, and when they want to hear of it.

Each patient carries the moment at which the planner has to look at them next, so a sweep costs what is
due and not what is stored. Whether the reminder still makes sense is asked again when it is sent.
"""

from datetime import datetime, timedelta

from audit.context import recorded
from common import clock
from notifications.services.outbox import plan_message
from patients.models import Patient, Preferences
from patients.services.preferences import is_quiet, schedule
from programs.enums import ProgramStatus
from programs.models import Program
from programs.queries.today import due_today

KIND = "session_reminder"
BATCH = 200


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
    while batch := _plan_batch(now or clock.now()):
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
    """One patient: a message if something is left today, and the next time to look."""
    patient = preferences.patient
    if not _has_running_program(patient):
        preferences.next_reminder_at = None  # start_reminding puts them back
        preferences.save(update_fields=["next_reminder_at"])
        return
    on = clock.today_in(patient.time_zone, now)
    local = now.astimezone(clock.zone(patient.time_zone)).time()
    if patient.user and not is_quiet(preferences, local) and due_today(patient, on).left:
        plan_message(
            key=f"{KIND}:{patient.uuid}:{on.isoformat()}",
            clinic=patient.clinic,
            recipient=patient.user,
            kind=KIND,
            context={"patient": str(patient.uuid), "on": on.isoformat()},
            due_at=now,
            expires_at=clock.moment(patient.time_zone, on + timedelta(days=1), clock.MIDNIGHT),
        )
    schedule(preferences, after=now)


def _has_running_program(patient: Patient) -> bool:
    return Program.objects.filter(patient=patient, status=ProgramStatus.ACTIVE).exists()
