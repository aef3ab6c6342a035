"""Fifty clients book over HTTP at the same moment: one gets the time, and nobody a server error."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from common import clock
from patients.models import Patient
from scheduling.models import Appointment
from scheduling.queries.slots import free_slots
from tests.architecture.source import ROOT
from tests.scheduling.booking import clinic, user_of
from tests.scheduling.crowd import at_once, crowd_of, overlapping

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 50
SLOW_MACHINE_S = 120


def post(server: str, token: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    line = HTTPConnection(urlsplit(server).netloc, timeout=SLOW_MACHINE_S)
    headers = {"Content-Type": "application/json", "X-Session-Token": token}
    line.request("POST", "/api/v1/me/appointments/", json.dumps(body), headers)
    answer = line.getresponse()
    said = answer.status, json.loads(answer.read())
    line.close()
    return said


def token_of(patient: Patient) -> str:
    client = Client()
    client.force_login(user_of(patient))
    return client.session.session_key or ""


@pytest.fixture
def physio():
    return clinic()


@pytest.fixture
def server(transactional_db) -> Iterator[str]:
    """The web server of production on this test's database: Django's own turns crowds away."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        "2",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "clinic.wsgi:application",
    ]
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": urlunsplit(url)})
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(SLOW_MACHINE_S)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + SLOW_MACHINE_S
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The server did not start.")


def wanted(physio, screening: UUID) -> dict[str, object]:
    kind, now = physio.kinds.get(), clock.now()
    until = now + timedelta(days=9)
    slot = free_slots(clinic=physio.clinic, kind=kind, practitioner=physio, from_at=now, until_at=until)[-1]
    return {
        "id": str(uuid4()),
        "kind": str(kind.uuid),
        "practitioner": str(physio.uuid),
        "starts_at": slot.starts_at.isoformat(),
        "screening": str(screening),
    }


def test_fifty_who_want_one_time(server, physio):
    crowd = crowd_of(physio, CLIENTS)
    bodies = [wanted(physio, screening.uuid) for _patient, screening in crowd]
    tokens = [token_of(patient) for patient, _screening in crowd]
    jobs = [partial(post, server, *one) for one in zip(tokens, bodies, strict=True)]
    answers = [each.result for each in at_once(jobs)]

    assert Counter(status for status, _body in answers) == {201: 1, 409: CLIENTS - 1}
    refused = [body for status, body in answers if status == 409]
    assert all(body["code"] == "slot_taken" and body["slots"] for body in refused)
    assert (Appointment.objects.count(), overlapping()) == (1, 0)


def test_one_who_sends_it_fifty_times(server, physio):
    [(patient, screening)] = crowd_of(physio, 1)
    job = partial(post, server, token_of(patient), wanted(physio, screening.uuid))
    answers = [each.result for each in at_once([job] * CLIENTS)]

    assert all(answer == answers[0] for answer in answers)
    assert (answers[0][0], Appointment.objects.count()) == (201, 1)
