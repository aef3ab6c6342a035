"""The jobs of the programs. They carry nothing: losing one or running one twice does no harm."""

from celery import shared_task

from programs.services.evaluation import evaluate_due
from programs.services.follow_ups import ask_due_follow_ups
from programs.services.reminders import plan_due_reminders


@shared_task(name="programs.plan_reminders")
def plan_reminders() -> None:
    """Beat calls this every minute."""
    plan_due_reminders()


@shared_task(name="programs.ask_follow_ups")
def ask_follow_ups() -> None:
    """Beat calls this every five minutes."""
    ask_due_follow_ups()


@shared_task(name="programs.evaluate")
def evaluate() -> None:
    """Beat calls this every minute."""
    evaluate_due()
