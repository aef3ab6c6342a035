"""manage.py outbox: the numbers add up, and somebody hears of what waits or failed."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from notifications.queries import outbox
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def message(state: str, *, due: timedelta = -timedelta(minutes=1), **fields) -> None:
    now = timezone.now()
    companions: dict[str, dict[str, Any]] = {
        "planned": {},
        "claimed": {"claimed_until": now + timedelta(minutes=5)},
        "sent": {"sent_at": now},
        "suppressed": {"reason": "rest day"},
        "failed": {"reason": "550 no such user"},
    }
    MessageFactory.create(state=state, due_at=now + due, **{**companions[state], **fields})


def counts(kind: str = "test") -> tuple[int, ...]:
    now = timezone.now()
    found = next(each for each in outbox(now - timedelta(days=1), now).kinds if each.kind == kind)
    return found.due, found.sent, found.suppressed, found.failed, found.waiting, found.unaccounted


def printed(**options) -> str:
    out = StringIO()
    call_command("outbox", stdout=out, **options)
    return out.getvalue()


def test_what_was_due_is_sent_suppressed_failed_or_waiting():
    for state in ("sent", "sent", "suppressed", "failed", "planned", "claimed"):
        message(state)
    assert counts() == (6, 2, 1, 1, 2, 0)


def test_kinds_are_counted_apart():
    message("sent")
    message("sent", kind="invitation")
    assert (counts("test")[0], counts("invitation")[0]) == (1, 1)


def test_what_is_planned_for_later_is_not_due():
    message("sent")
    message("planned", due=timedelta(hours=1))
    assert counts() == (1, 1, 0, 0, 0, 0)
    assert "Planned for later: 1." in printed()


def test_what_was_tried_in_vain_counts_though_its_next_try_is_later():
    message("planned", due=timedelta(minutes=8), attempts=4, reason="451 greylisted")
    assert counts() == (1, 0, 0, 0, 1, 0)
    assert "1 test, planned: 451 greylisted" in printed()


def test_last_months_outcomes_are_left_out_unless_asked_for():
    message("sent", due=-timedelta(days=30))
    assert "test" not in printed()
    assert "test" in printed(days=31)


def test_failures_are_shown_with_their_reason():
    message("failed")
    assert "1 test, failed: 550 no such user" in printed()


def test_reasons_for_not_sending_are_counted():
    message("suppressed")
    message("suppressed")
    assert "2 test, not sent, on purpose: rest day" in printed()


def test_an_empty_outbox_is_fine():
    assert "Oldest that is due and waits: none. Planned for later: 0." in printed()


def test_a_message_that_waits_for_too_long_ends_in_an_error():
    message("planned", due=-timedelta(minutes=11))
    with pytest.raises(CommandError, match="wait for too long"):
        printed()


def test_a_message_that_is_a_few_minutes_late_is_no_error():
    message("planned", due=-timedelta(minutes=5))
    assert "Oldest that is due and waits: 20" in printed()
