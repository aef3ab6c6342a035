"""The jobs of the patients' record. They carry nothing: losing one or running one twice does no harm."""

from celery import shared_task

from patients.services.aftercare import ask_due_aftercare
from patients.services.signal_mail import escalate_overdue
from patients.services.signals import wake_snoozed
from patients.services.waiting_signals import look_at_patients


@shared_task(name="patients.sweep_signals")
def sweep_signals() -> None:
    """Beat calls this every five minutes."""
    wake_snoozed()
    escalate_overdue()
    ask_due_aftercare()


@shared_task(name="patients.look_at_patients")
def look_at_all_patients() -> None:
    """Beat calls this every hour, for a part of the patients each time."""
    look_at_patients()
