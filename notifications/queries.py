"""How the outbox stands: what was due, what became of it, and what waits for too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from notifications.models import Message, MessageState

WAITING = (MessageState.PLANNED, MessageState.CLAIMED)
# A tick comes every minute and a lease runs five; what waits longer waits for people.
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class KindCount:
    """One kind of message: ``due`` of them, each of which is sent, suppressed, failed or still waiting."""

    kind: str
    due: int
    sent: int
    suppressed: int
    failed: int
    waiting: int

    @property
    def unaccounted(self) -> int:
        """0, or a message is in no state that anybody looks at."""
        return self.due - self.sent - self.suppressed - self.failed - self.waiting


@dataclass(frozen=True)
class ReasonCount:
    """Why so many messages of a kind did not go out, or how their last try ended."""

    kind: str
    state: MessageState
    reason: str
    messages: int


@dataclass(frozen=True)
class Outbox:
    """What was due between two moments."""

    kinds: Sequence[KindCount]
    reasons: Sequence[ReasonCount]
    oldest_waiting: datetime | None
    later: int
    now: datetime

    @property
    def is_late(self) -> bool:
        """Does something wait for longer than the machinery explains?"""
        return self.oldest_waiting is not None and self.now - self.oldest_waiting > LATE


def outbox(since: datetime, now: datetime) -> Outbox:
    """What was due from ``since`` to ``now``, and whatever still waits, due long ago or tried in vain."""
    begun = Q(due_at__lte=now) | Q(attempts__gt=0)
    due = Message.objects.filter(begun).filter(Q(due_at__gte=since) | Q(state__in=WAITING))
    waiting = Message.objects.filter(state__in=WAITING)
    return Outbox(
        kinds=_kinds(due),
        reasons=_reasons(due),
        oldest_waiting=waiting.filter(due_at__lte=now).aggregate(oldest=Min("due_at"))["oldest"],
        later=waiting.exclude(begun).count(),
        now=now,
    )


def _kinds(due: QuerySet[Message]) -> list[KindCount]:
    rows = (
        due.values("kind")
        .order_by("kind")
        .annotate(
            due=Count("pk"),
            sent=Count("pk", filter=Q(state=MessageState.SENT)),
            suppressed=Count("pk", filter=Q(state=MessageState.SUPPRESSED)),
            failed=Count("pk", filter=Q(state=MessageState.FAILED)),
            waiting=Count("pk", filter=Q(state__in=WAITING)),
        )
    )
    return [KindCount(**row) for row in rows]


def _reasons(due: QuerySet[Message]) -> list[ReasonCount]:
    rows = due.exclude(reason="").values("kind", "state", "reason").annotate(messages=Count("pk"))
    return [
        ReasonCount(row["kind"], MessageState(row["state"]), row["reason"], row["messages"])
        for row in rows.order_by("kind", "state", "-messages", "reason")
    ]
