"""Adding to a message that waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import MessageState
from notifications.services.outbox import extend_message
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

SOON = timezone.now() + timedelta(minutes=3)
LATER = timezone.now() + timedelta(days=2)


def extended(prefix: str = "test:") -> bool:
    return extend_message(prefix=prefix, context={"b": 2}, due_at=SOON, expires_at=LATER)


def test_it_holds_both_is_due_as_the_addition_is_and_useful_as_long_as_either():
    message = MessageFactory.create(key="test:1", context={"a": 1, "b": 1})
    assert extended()
    message.refresh_from_db()
    assert (message.context, message.due_at, message.expires_at) == ({"a": 1, "b": 2}, SOON, LATER)


def test_a_longer_use_is_not_shortened():
    message = MessageFactory.create(key="test:1", expires_at=LATER + timedelta(days=1))
    extended()
    message.refresh_from_db()
    assert message.expires_at == LATER + timedelta(days=1)


def test_of_several_the_latest_is_added_to():
    former, latter = (MessageFactory.create(key=f"test:{n}", context={}) for n in range(2))
    extended()
    former.refresh_from_db()
    latter.refresh_from_db()
    assert (former.context, latter.context) == ({}, {"b": 2})


def test_another_key_is_not_touched():
    MessageFactory.create(key="tests:1")
    assert not extended()


@pytest.mark.parametrize(
    "columns",
    [
        {"state": MessageState.SENT, "sent_at": SOON},
        {"state": MessageState.CLAIMED, "claimed_until": SOON},
        {"state": MessageState.SUPPRESSED, "reason": "rest day"},
    ],
)
def test_what_is_taken_up_or_done_is_not_added_to(columns):
    message = MessageFactory.create(key="test:1", **columns)
    assert not extended()
    message.refresh_from_db()
    assert message.context == {}
