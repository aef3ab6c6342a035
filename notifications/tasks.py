"""The jobs of the outbox. They carry nothing: losing one or running one twice does no harm."""

import logging

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from notifications.services.delivery import deliver_due

logger = logging.getLogger(__name__)

WAKE_UP_EXPIRES_S = 50
# Somebody's request waits for this: by default a broker that is away would hold it up for six seconds.
ONE_QUICK_TRY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}


@shared_task(name="notifications.deliver_due")
def deliver_due_messages() -> None:
    """Beat calls this every minute."""
    deliver_due()


def wake_worker() -> None:
    """Has the outbox looked at now. Without the broker the message waits for the next tick, no more."""
    try:
        with current_app.connection_for_write(transport_options=ONE_QUICK_TRY) as broker:
            deliver_due_messages.apply_async(
                connection=broker,  # type: ignore[call-arg] # the stubs do not know it
                expires=WAKE_UP_EXPIRES_S,
                retry=False,
            )
    except (OperationalError, OSError):
        logger.warning("The broker cannot be reached: an urgent message waits for the next tick.")
