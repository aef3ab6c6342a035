"""Time that became free is offered to whoever waits for it."""

from datetime import datetime

from scheduling.models import Practitioner


def slot_freed(*, practitioner: Practitioner, starts_at: datetime, ends_at: datetime) -> None:
    """Called in the transaction that frees the time, under locks: what it sets going begins after the commit."""
