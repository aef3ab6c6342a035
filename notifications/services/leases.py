"""Who is sending which message right now.

A message is claimed one at a time, for as long as any sending can take and some more. Claiming costs a
millisecond and a mail costs many, so a batch would win nothing; and a worker that is killed holds up the one
message it had in hand. Leases run on the database's clock: the clocks of the workers need not agree.
"""

from datetime import datetime, timedelta
from typing import Any

from common import clock
from notifications.models import Message, MessageState

LEASE = timedelta(minutes=5)

# Naming all priorities lets the index answer the order and "is it due" alike: what is for later is not read.
# `crashes` is counted before anything can go wrong and cleared by whoever ends the try in good order, so a
# message that takes its worker down is counted too.
CLAIM = """
WITH next AS MATERIALIZED (
    SELECT id FROM notifications_message
     WHERE state IN ('planned', 'claimed') AND priority IN (0, 1) AND due_at <= %(now)s
       AND (state = 'planned' OR claimed_until <= statement_timestamp())
     ORDER BY priority DESC, due_at
     LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE notifications_message AS message
   SET state = 'claimed', claimed_until = statement_timestamp() + %(lease)s, changed_at = %(now)s,
       attempts = attempts + 1, crashes = crashes + 1
  FROM next
 WHERE message.id = next.id
RETURNING message.*
"""


def claim_next(now: datetime) -> Message | None:
    """The next message that is due, ours until its ``claimed_until``; None when there is none."""
    return next(iter(Message.objects.raw(CLAIM, {"now": now, "lease": LEASE})), None)


def settle(message: Message, **columns: Any) -> bool:
    """Writes down what became of a message we hold; False if the lease ran out and it is ours no more."""
    held = Message.objects.filter(
        pk=message.pk, state=MessageState.CLAIMED, claimed_until=message.claimed_until
    )
    return bool(held.update(claimed_until=None, changed_at=clock.now(), **columns))
