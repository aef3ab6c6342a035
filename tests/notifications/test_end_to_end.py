"""A reminder from its hour to the mailbox, by real Celery processes: one worker and two beats."""

import time
from contextlib import ExitStack
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from notifications.models import Message, MessageState
from tests.factories import PatientFactory, assigned_program
from tests.notifications.processes import environment, started
from tests.places import zone_where_it_is_noon

pytestmark = pytest.mark.django_db(transaction=True)

CELERY = ["-m", "celery", "--quiet", "-A", "tests.notifications.quick_beat"]
WORKER = [*CELERY, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip"]
BEAT = [*CELERY, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile="]


def test_a_reminder_whose_hour_has_come_arrives_once(mail_server):
    patient = PatientFactory.create(time_zone=zone_where_it_is_noon())
    program = assigned_program(patient)
    preferences = program.patient.preferences
    preferences.next_reminder_at = timezone.now() - timedelta(seconds=1)
    preferences.save()
    env = environment(mail_server, BROKER_PREFIX=f"test-{uuid4()}:")
    with ExitStack() as stack:
        for command in (WORKER, BEAT, BEAT):
            stack.enter_context(started(command, env))
        _wait_for(lambda: mail_server.accepted)
        time.sleep(2.5)  # two more ticks of each beat
    assert [mail["To"] for mail in mail_server.accepted] == [patient.user.email]
    message = Message.objects.get()
    assert (message.kind, message.state, message.attempts) == ("session_reminder", MessageState.SENT, 1)
    preferences.refresh_from_db()
    assert preferences.next_reminder_at > timezone.now()


def _wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"nothing came in {seconds} s"
        time.sleep(0.05)
