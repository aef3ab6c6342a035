"""Plans messages. Planning the same one twice makes one row, whoever plans and however often."""

from datetime import datetime
from typing import Any

from accounts.models import Clinic, User
from notifications.models import Message


def plan_message(
    *,
    key: str,
    clinic: Clinic,
    kind: str,
    due_at: datetime,
    expires_at: datetime,
    recipient: User | None = None,
    context: dict[str, Any] | None = None,
) -> bool:
    """Puts a message into the outbox; False when its key is there already.

    ``key`` says who, what and when; ``context`` holds ids for the composer of this kind, nothing clinical.
    """
    planned = Message.objects.bulk_create(
        [
            Message(
                key=key,
                clinic=clinic,
                kind=kind,
                recipient=recipient,
                context=context or {},
                due_at=due_at,
                expires_at=expires_at,
            )
        ],
        ignore_conflicts=True,
    )
    return bool(planned) and Message.objects.filter(uuid=planned[0].uuid).exists()
