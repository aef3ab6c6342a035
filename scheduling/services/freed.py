"""Time that became free is offered to whoever waits for it."""

from datetime import datetime
from functools import partial

from django.db import transaction

from scheduling.models import Practitioner
from scheduling.services.offering import offer_freed


def slot_freed(*, practitioner: Practitioner, starts_at: datetime, ends_at: datetime) -> None:
    """Called in the transaction that frees the time, under locks: what follows begins after the commit.

    Whoever cancels is never told that offering went wrong: the time stays free to be booked then.
    """
    offer = partial(offer_freed, practitioner=practitioner, starts_at=starts_at, ends_at=ends_at)
    transaction.on_commit(offer, robust=True)
