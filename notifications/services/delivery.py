"""Sends what is due, and writes down what became of it.

The promise: nothing is lost, and in the normal path nothing is sent twice, however many run at once.

A message is claimed by one statement, so two deliverers never hold the same one. Nothing is locked while it
is written and sent. Whether it still makes sense is asked by its composer after the claim. A worker that dies
leaves a claim behind that runs out after ``leases.LEASE``; then the message is taken up again.

One window is left, and no mail server closes it: between "the server accepted the mail" and "marked as sent"
the worker may die. The mail then goes out a second time, with the same Message-ID, by which mail programs
recognise it. That is at most one mail for each worker killed.
"""

import logging
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from common import clock
from notifications.channels import email
from notifications.models import Message, MessageState
from notifications.registry import Content, Suppress, composer_for
from notifications.services.leases import claim_next, settle

logger = logging.getLogger(__name__)

# A run ends before the job's time limit; the next tick goes on.
RUN_FOR_S = 45
MOST_CRASHES = 5

TOO_LATE = gettext_noop("too late")
DEACTIVATED = gettext_noop("this account may not sign in any more")
POISON = gettext_noop("it stopped every worker that tried")


@dataclass(frozen=True)
class Outcome:
    """What became of one try.

    ``crashed``: it did not end in good order. ``go_on``: False when no other mail can go out either.
    """

    state: MessageState
    reason: str = ""
    due_at: datetime | None = None
    crashed: bool = False
    go_on: bool = True


def deliver_due() -> Counter[MessageState]:
    """Delivers everything that is due; returns how many tries ended in which state."""
    ended: Counter[MessageState] = Counter()
    deadline = time.monotonic() + RUN_FOR_S
    with email.Line() as line:
        while time.monotonic() < deadline and (message := claim_next(clock.now())):
            outcome = _try(line, message, clock.now())
            _note(message, outcome)
            ended[outcome.state] += 1
            if not outcome.go_on:
                break
    return ended


def back_off(attempts: int) -> timedelta:
    """How long to wait after a try that failed: 1, 2, 4, 8, then 16 minutes."""
    return timedelta(minutes=2 ** min(max(attempts - 1, 0), 4))


def _try(line: email.Line, message: Message, now: datetime) -> Outcome:
    if message.expires_at <= now:
        return _expired(message)
    if message.crashes > MOST_CRASHES:
        return Outcome(MessageState.FAILED, message.reason or POISON)
    try:
        content = _compose(message)
        if isinstance(content, Suppress):
            return Outcome(MessageState.SUPPRESSED, content.reason)
        return _send(line, message, content, now)
    except Exception as error:  # whatever a composer raises must not hold up the other messages
        logger.exception("Message %s (%s) could not be written.", message.uuid, message.kind)
        return _crashed(message, type(error).__name__, now)


def _compose(message: Message) -> Content | Suppress:
    if message.recipient and not message.recipient.is_active:
        return Suppress(DEACTIVATED)
    return composer_for(message.kind)(message)


def _send(line: email.Line, message: Message, content: Content, now: datetime) -> Outcome:
    mail = email.build(message, content)
    try:
        line.send(mail)
    except email.Refused as refusal:
        return Outcome(MessageState.FAILED, str(refusal))
    except email.TryLater as trouble:
        return _later(message, str(trouble), now)
    except email.Unreachable as trouble:
        return _later(message, str(trouble), now, go_on=False)
    return Outcome(MessageState.SENT)


def _later(
    message: Message, reason: str, now: datetime, *, crashed: bool = False, go_on: bool = True
) -> Outcome:
    due_at = now + back_off(message.attempts)
    if due_at >= message.expires_at:
        return Outcome(MessageState.FAILED, reason, go_on=go_on)
    return Outcome(MessageState.PLANNED, reason, due_at, crashed, go_on)


def _crashed(message: Message, name: str, now: datetime) -> Outcome:
    if message.crashes >= MOST_CRASHES:
        return Outcome(MessageState.FAILED, name)
    return _later(message, name, now, crashed=True)


def _expired(message: Message) -> Outcome:
    """Too late because nobody came to it is one thing; tried and never got through is a failure."""
    if message.reason:
        return Outcome(MessageState.FAILED, message.reason)
    return Outcome(MessageState.SUPPRESSED, TOO_LATE)


def _note(message: Message, outcome: Outcome) -> None:
    columns = {
        "state": outcome.state,
        "reason": outcome.reason[:240],
        "due_at": outcome.due_at or message.due_at,
        "sent_at": clock.now() if outcome.state == MessageState.SENT else None,
        "crashes": message.crashes if outcome.crashed else 0,
    }
    if not settle(message, **columns):
        logger.warning(
            "Message %s took longer than its lease; somebody else has it now (%s).",
            message.uuid,
            outcome.state,
        )
    if outcome.state == MessageState.FAILED:
        logger.error("Message %s (%s) failed for good; see manage.py outbox.", message.uuid, message.kind)
