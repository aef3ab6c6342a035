"""An urgent message wakes a worker after the commit; without a broker it only waits for the next tick."""

import subprocess
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from notifications.models import Message
from notifications.services.outbox import plan_message
from patients.services.invitations import invite_patient
from tests.factories import ClinicFactory, InvitationFactory, physio
from tests.notifications.processes import environment, started

pytestmark = pytest.mark.django_db


def waiting_wake_ups() -> int:
    with current_app.connection_for_read() as broker:
        channel: Any = broker.default_channel
        return int(channel.client.llen("celery"))


def plan(**fields) -> bool:
    now = timezone.now()
    return plan_message(
        key="test:1",
        clinic=ClinicFactory.create(),
        kind="test",
        due_at=now,
        expires_at=now + timedelta(hours=1),
        **fields,
    )


def test_an_urgent_message_wakes_a_worker_once_it_is_committed(django_capture_on_commit_callbacks):
    before = waiting_wake_ups()
    with django_capture_on_commit_callbacks() as effects:
        plan(urgent=True)
    assert waiting_wake_ups() == before
    for effect in effects:
        effect()
    assert waiting_wake_ups() == before + 1


def test_any_other_message_waits_for_the_tick(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as effects:
        plan()
    assert effects == []


def test_planning_a_message_twice_makes_one(django_capture_on_commit_callbacks):
    assert (plan(), plan()) == (True, False)
    assert Message.objects.count() == 1


def test_an_invitation_by_mail_is_urgent(django_capture_on_commit_callbacks):
    patient = InvitationFactory.create().patient
    with django_capture_on_commit_callbacks() as effects:
        invite_patient(by=physio(patient.clinic), patient=patient.uuid, by_mail=True)
    assert len(effects) == 1


def test_without_a_broker_the_wake_up_gives_up_quickly_and_quietly(mail_server):
    code = (
        "import time, django; django.setup()\n"
        "from notifications.tasks import wake_worker\n"
        "begun = time.monotonic(); wake_worker(); print(time.monotonic() - begun)"
    )
    env = environment(mail_server, REDIS_URL="redis://127.0.0.1:1/0")
    with started(["-c", code], env, stdout=subprocess.PIPE) as process:
        seconds = float(process.communicate(timeout=30)[0])
    assert process.returncode == 0
    assert seconds < 3
