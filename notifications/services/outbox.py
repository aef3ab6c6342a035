"""Plans messages. Planning the same one twice makes one row, whoever plans and however often."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Clinic, User
from common import clock
from notifications.models import Message, MessageState, Priority
from notifications.tasks import wake_worker


def plan_message(
    *,
    key: str,
    clinic: Clinic,
    kind: str,
    due_at: datetime,
    expires_at: datetime,
    recipient: User | None = None,
    context: dict[str, Any] | None = None,
    urgent: bool = False,
    priority: Priority = Priority.NORMAL,
) -> bool:
    """Puts a message into the outbox; False when its key is there already.

    ``key`` says who, what and when; ``context`` holds ids for the composer of this kind, nothing clinical.
    ``urgent``: somebody waits for it, so a worker is woken after the commit instead of by the next tick.
    ``priority``: of what is due, it goes out before everything of a lower one.
    """
    if urgent:
        transaction.on_commit(wake_worker)
    planned = Message.objects.bulk_create(
        [
            Message(
                key=key,
                clinic=clinic,
                kind=kind,
                recipient=recipient,
                context=context or {},
                priority=priority,
                due_at=due_at,
                expires_at=expires_at,
            )
        ],
        ignore_conflicts=True,
    )
    return bool(planned) and Message.objects.filter(uuid=planned[0].uuid).exists()


def extend_message(*, prefix: str, context: dict[str, Any], due_at: datetime, expires_at: datetime) -> bool:
    """Adds to a message that waits and that nobody has taken up; False when none has such a key.

    ``prefix`` is how its key begins, ``context`` what is put beside or in place of what it holds. It is due
    when this addition is, and useful as long as any of them. Call it in the transaction of what it tells of.
    """
    waiting = Message.objects.select_for_update(no_key=True).filter(
        key__startswith=prefix, state=MessageState.PLANNED
    )
    message = waiting.order_by("pk").last()
    if message is None:
        return False
    message.context |= context
    message.due_at, message.expires_at = due_at, max(message.expires_at, expires_at)
    message.changed_at = clock.now()
    message.save(update_fields=["context", "due_at", "expires_at", "changed_at"])
    return True
