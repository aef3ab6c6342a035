"""What becomes of a message, one deliverer at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common import clock
from notifications import registry
from notifications.models import Message, MessageState, Priority
from notifications.registry import Suppress
from notifications.services import delivery, leases
from notifications.services.delivery import back_off, deliver_due
from tests.factories import MessageFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("test_kind")]


def message(to: str = "one@example.org", **fields) -> Message:
    return MessageFactory.create(context={"to": to}, **fields)


def after(minutes: float):
    return clock.pretending(timezone.now() + timedelta(minutes=minutes))


def test_a_due_message_is_sent_and_marked(mail_server):
    planned = message()
    assert deliver_due() == {MessageState.SENT: 1}
    planned.refresh_from_db()
    assert (planned.state, planned.attempts, planned.crashes, planned.reason, planned.claimed_until) == (
        MessageState.SENT,
        1,
        0,
        "",
        None,
    )
    assert planned.sent_at is not None
    assert [mail["To"] for mail in mail_server.accepted] == ["one@example.org"]


def test_a_sent_message_is_not_sent_again(mail_server):
    message()
    deliver_due()
    assert deliver_due() == {}
    assert len(mail_server.accepted) == 1


def test_a_message_for_later_waits(mail_server):
    planned = message(due_at=timezone.now() + timedelta(minutes=10))
    assert deliver_due() == {}
    planned.refresh_from_db()
    assert (planned.state, planned.attempts) == (MessageState.PLANNED, 0)


def test_all_messages_of_a_run_share_one_connection(mail_server):
    for number in range(5):
        message(to=f"{number}@example.org")
    assert deliver_due() == {MessageState.SENT: 5}
    assert mail_server.sessions == 1


def test_messages_go_out_in_the_order_they_were_due(mail_server):
    now = timezone.now()
    for minutes in (1, 3, 2):
        message(key=f"due {minutes} ago", due_at=now - timedelta(minutes=minutes))
    deliver_due()
    assert [mail["Subject"] for mail in mail_server.accepted] == ["due 3 ago", "due 2 ago", "due 1 ago"]


def test_what_comes_first_goes_out_before_what_was_due_earlier(mail_server):
    now = timezone.now()
    message(key="an hour late", due_at=now - timedelta(hours=1))
    message(key="first", due_at=now, priority=Priority.FIRST)
    message(key="first, longer", due_at=now - timedelta(minutes=1), priority=Priority.FIRST)
    deliver_due()
    assert [mail["Subject"] for mail in mail_server.accepted] == ["first, longer", "first", "an hour late"]


def test_what_comes_first_is_still_not_sent_before_it_is_due(mail_server):
    message(due_at=timezone.now() + timedelta(minutes=1), priority=Priority.FIRST)
    message(key="due")
    assert deliver_due() == {MessageState.SENT: 1}


def test_the_claim_names_every_priority():
    """One that it does not name would wait for ever."""
    assert f"priority IN ({', '.join(str(value) for value in sorted(Priority.values))})" in leases.CLAIM


def test_an_expired_message_is_suppressed_as_too_late(mail_server):
    planned = message(
        due_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now() - timedelta(hours=1)
    )
    assert deliver_due() == {MessageState.SUPPRESSED: 1}
    planned.refresh_from_db()
    assert planned.reason == "too late"
    assert mail_server.accepted == []


def test_a_message_to_a_deactivated_account_is_suppressed(mail_server):
    planned = message(recipient=UserFactory.create(is_active=False))
    assert deliver_due() == {MessageState.SUPPRESSED: 1}
    planned.refresh_from_db()
    assert planned.reason == delivery.DEACTIVATED


def test_what_the_composer_suppresses_keeps_its_reason(mail_server, monkeypatch):
    monkeypatch.setitem(registry._composers, "test", lambda _message: Suppress("rest day"))
    planned = message()
    assert deliver_due() == {MessageState.SUPPRESSED: 1}
    planned.refresh_from_db()
    assert (planned.reason, planned.sent_at) == ("rest day", None)


@pytest.mark.parametrize("answer", ["450 mailbox busy", "451 greylisted", "452 full"])
def test_a_temporary_refusal_is_tried_again_later(mail_server, answer):
    planned = message()
    mail_server.refuse["one@example.org"] = answer
    assert deliver_due() == {MessageState.PLANNED: 1}
    planned.refresh_from_db()
    assert (planned.state, planned.attempts, planned.crashes, planned.reason) == (
        MessageState.PLANNED,
        1,
        0,
        answer,
    )
    assert planned.due_at > timezone.now() + timedelta(seconds=50)


def test_after_a_temporary_refusal_it_goes_out(mail_server):
    planned = message()
    mail_server.refuse["one@example.org"] = "451 greylisted"
    deliver_due()
    mail_server.refuse.clear()
    with after(minutes=2):
        assert deliver_due() == {MessageState.SENT: 1}
    planned.refresh_from_db()
    assert (planned.attempts, planned.reason) == (2, "")


def test_a_permanent_refusal_fails_with_the_answer_of_the_server(mail_server):
    planned = message()
    mail_server.refuse["one@example.org"] = "550 no such user"
    assert deliver_due() == {MessageState.FAILED: 1}
    planned.refresh_from_db()
    assert (planned.reason, planned.claimed_until) == ("550 no such user", None)


def test_a_refused_text_fails(mail_server):
    planned = message()
    mail_server.refuse_text = "554 looks like spam"
    assert deliver_due() == {MessageState.FAILED: 1}
    planned.refresh_from_db()
    assert planned.reason == "554 looks like spam"


def test_a_refused_message_does_not_hold_up_the_next(mail_server):
    message(due_at=timezone.now() - timedelta(minutes=1))
    message(to="two@example.org")
    mail_server.refuse["one@example.org"] = "550 no such user"
    assert deliver_due() == {MessageState.FAILED: 1, MessageState.SENT: 1}


def test_a_server_that_does_not_know_us_stops_the_run_and_fails_nobody(mail_server):
    first, second = message(due_at=timezone.now() - timedelta(minutes=1)), message()
    mail_server.on_step = lambda step, _number: "530 authentication required" if step == "MAIL" else None
    assert deliver_due() == {MessageState.PLANNED: 1}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reason, second.attempts) == ("530 authentication required", 0)


def test_a_server_that_is_away_is_tried_once_a_run(mail_server):
    planned = [message(due_at=timezone.now() - timedelta(minutes=minutes)) for minutes in (2, 1)]
    mail_server.stop()
    assert deliver_due() == {MessageState.PLANNED: 1}
    for each in planned:
        each.refresh_from_db()
    assert [each.attempts for each in planned] == [1, 0]
    assert "refused" in planned[0].reason


def test_everything_goes_out_when_the_server_is_back(mail_server):
    for number in range(3):
        message(to=f"{number}@example.org")
    mail_server.stop()
    deliver_due()
    mail_server.start()
    with after(minutes=2):
        assert deliver_due() == {MessageState.SENT: 3}
    assert len(mail_server.accepted) == 3


def test_a_server_that_hangs_up_in_between_costs_one_message_its_turn(mail_server):
    for minutes in (3, 2, 1):
        message(due_at=timezone.now() - timedelta(minutes=minutes))
    answers = iter([None, "421 enough for one connection", None])
    mail_server.on_step = lambda step, _number: next(answers) if step == "MAIL" else None
    assert deliver_due() == {MessageState.SENT: 2, MessageState.PLANNED: 1}
    assert mail_server.sessions == 2


def test_tried_in_vain_until_it_expired_is_a_failure(mail_server):
    planned = message(expires_at=timezone.now() + timedelta(minutes=5))
    mail_server.refuse["one@example.org"] = "451 greylisted"
    deliver_due()
    with after(minutes=6):
        assert deliver_due() == {MessageState.FAILED: 1}
    planned.refresh_from_db()
    assert planned.reason == "451 greylisted"


def test_a_retry_that_would_come_too_late_is_a_failure_at_once(mail_server):
    planned = message(expires_at=timezone.now() + timedelta(seconds=30))
    mail_server.refuse["one@example.org"] = "451 greylisted"
    assert deliver_due() == {MessageState.FAILED: 1}
    planned.refresh_from_db()
    assert planned.reason == "451 greylisted"


def test_waiting_grows_to_a_quarter_of_an_hour():
    minutes = [back_off(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 4, 5, 6, 1000)]
    assert minutes == [1, 2, 4, 8, 16, 16, 16]


def test_a_poisonous_message_is_parked_after_five_tries_and_holds_up_nobody(mail_server, monkeypatch):
    def breaks(_message):
        raise KeyError("clinical detail")

    monkeypatch.setitem(registry._composers, "poison", breaks)
    poison = message(
        kind="poison",
        due_at=timezone.now() - timedelta(minutes=1),
        expires_at=timezone.now() + timedelta(days=1),
    )
    for tick in range(6):
        with after(minutes=20 * tick):
            message(due_at=clock.now())
            deliver_due()
    poison.refresh_from_db()
    assert (poison.state, poison.attempts, poison.reason) == (MessageState.FAILED, 5, "KeyError")
    assert len(mail_server.accepted) == 6


def test_a_kind_that_nobody_writes_is_tried_again(mail_server):
    planned = message(kind="unheard-of")
    deliver_due()
    planned.refresh_from_db()
    assert (planned.state, planned.crashes) == (MessageState.PLANNED, 1)


def test_a_message_that_stops_its_workers_is_parked(mail_server):
    planned = message(
        state="claimed", claimed_until=timezone.now() - timedelta(seconds=1), attempts=5, crashes=5
    )
    assert deliver_due() == {MessageState.FAILED: 1}
    planned.refresh_from_db()
    assert planned.reason == delivery.POISON


def test_a_held_message_is_left_alone(mail_server):
    message(state="claimed", claimed_until=timezone.now() + timedelta(minutes=1))
    assert deliver_due() == {}


def test_a_lost_claim_is_taken_up_again(mail_server):
    planned = message(
        state="claimed", claimed_until=timezone.now() - timedelta(seconds=1), attempts=1, crashes=1
    )
    assert deliver_due() == {MessageState.SENT: 1}
    planned.refresh_from_db()
    assert (planned.attempts, planned.crashes) == (2, 0)


def test_a_worker_clock_an_hour_ahead_does_not_take_what_another_holds():
    held = message()
    assert leases.claim_next(timezone.now()) == held
    assert leases.claim_next(timezone.now() + timedelta(hours=1)) is None


def test_who_lost_the_claim_does_not_overwrite_the_outcome_of_the_next():
    message()
    first = leases.claim_next(timezone.now())
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    second = leases.claim_next(timezone.now())
    assert first
    assert second
    assert leases.settle(second, state="sent", sent_at=timezone.now())
    assert not leases.settle(first, state="failed", reason="late")
    assert Message.objects.get().state == MessageState.SENT
