"""Several processes deliver at once, and some are killed: none lost, none twice that need not be."""

import os
import signal
import time
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Message, MessageState
from tests.factories import ClinicFactory
from tests.notifications.processes import deliverer

pytestmark = pytest.mark.django_db(transaction=True)


def plan(count: int) -> None:
    clinic, now = ClinicFactory.create(), timezone.now()
    Message.objects.bulk_create(
        Message(
            key=f"test:{number}",
            clinic=clinic,
            kind="test",
            context={"to": f"{number}@example.org"},
            due_at=now,
            expires_at=now + timedelta(hours=1),
        )
        for number in range(count)
    )


def test_four_processes_send_two_hundred_messages_once_each(mail_server):
    plan(200)
    with ExitStack() as stack:
        workers = [stack.enter_context(deliverer(mail_server)) for _ in range(4)]
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        tries = [int(worker.stdout.readline()) for worker in workers]
    assert sum(tries) == 200
    assert sum(tried > 0 for tried in tries) > 1, "only one of them did the work: this shows nothing"
    assert mail_server.count_of("Message-ID").total() == 200
    assert set(mail_server.count_of("Message-ID").values()) == {1}
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.SENT, 1)}


def test_three_killed_workers_lose_nothing_and_repeat_only_what_the_server_had_accepted(mail_server):
    """Killed before the server has the mail, when it has it and the worker does not know, and in between."""
    plan(60)
    for step, number in (("RCPT", 15), ("DATA", 30), ("MAIL", 45)):
        _deliver_until_killed(mail_server, step, number)
        _let_the_leases_run_out()
    mail_server.on_step = lambda _step, _number: None
    _deliver(mail_server)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    repeats = sorted(mail_server.count_of("Message-ID").values(), reverse=True)
    assert repeats == [2] + [1] * 59


def test_workers_killed_at_any_moment_lose_nothing(mail_server):
    plan(60)
    for _kill in range(3):
        with deliverer(mail_server) as worker:
            seen = len(mail_server.accepted)
            worker.stdin.write("go\n")
            worker.stdin.flush()
            while len(mail_server.accepted) < min(seen + 12, 60):
                time.sleep(0.001)
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        _let_the_leases_run_out()
    _deliver(mail_server)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    ids = mail_server.count_of("Message-ID")
    assert len(ids) == 60
    assert ids.total() - 60 <= 3


def _deliver_until_killed(mail_server, step: str, number: int) -> None:
    with deliverer(mail_server) as worker:

        def kill(at: str, accepted: int) -> None:
            if at == step and accepted >= number:
                os.kill(worker.pid, signal.SIGKILL)

        mail_server.on_step = kill
        worker.stdin.write("go\n")
        worker.stdin.flush()
        assert worker.wait(timeout=30) == -signal.SIGKILL


def _deliver(mail_server) -> None:
    with deliverer(mail_server) as worker:
        worker.stdin.write("go\n")
        worker.stdin.flush()
        worker.stdout.readline()


def _let_the_leases_run_out() -> None:
    """A killed worker holds up one message until then, the one it had in hand."""
    held = Message.objects.filter(state=MessageState.CLAIMED, claimed_until__gt=timezone.now())
    assert held.count() <= 1
    held.update(claimed_until=timezone.now())
