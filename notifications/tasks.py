"""The jobs of the outbox. They carry nothing: losing one or running one twice does no harm."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from notifications.services.delivery import deliver_due

logger = logging.getLogger(__name__)

WAKE_UP_EXPIRES_S = 50


@shared_task(name="notifications.deliver_due")
def deliver_due_messages() -> None:
    """Beat calls this every minute."""
    deliver_due()


def wake_worker() -> None:
    """Has the outbox looked at now. Without the broker the message waits for the next tick, no more."""
    try:
        deliver_due_messages.apply_async(expires=WAKE_UP_EXPIRES_S, retry=False)
    except (OperationalError, OSError):
        logger.warning("The broker cannot be reached: an urgent message waits for the next tick.")
