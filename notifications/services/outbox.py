"""Plans messages. Planning the same one twice makes one row, whoever plans and however often."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Clinic, User
from notifications.models import Message, Priority
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
