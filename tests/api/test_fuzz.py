"""Sends what the schema allows and what it does not, as who it is for: nothing breaks, every answer conforms.

That everybody else is refused, tests/test_permission_matrix.py shows.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.permissions.world import FRONT_DESK, PATIENT, PHYSIO, Role, World, build, sign_in, undone

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once, in a transaction that the end of a request must not cut off."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), undone():
        yield build()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def tokens(world) -> dict[Role, str]:
    return sign_in(world)


@schema.parametrize()
@BOUNDED
def test_nothing_breaks(world, tokens, case):
    case.path_parameters = {name: _row(world, case.path) for name in case.path_parameters or {}}
    if isinstance(case.body, dict):
        case.body = {name: _known(world, name, value) for name, value in case.body.items()}

    cache.clear()  # a throttled request would show nothing
    with undone():
        case.call_and_validate(headers={"X-Session-Token": tokens[_audience(case.path)]}, checks=CHECKS)


def _audience(path: str) -> Role:
    if "/me/" in path:
        return PATIENT
    return FRONT_DESK if "/patients/" in path else PHYSIO


def _row(world: World, path: str) -> str:
    """A row that is there; a made-up one would only be a 404."""
    rows = {
        "invite": world.invited,
        "session-logs": world.log,
        "programs": world.program,
        "patients": world.patient,
        "episodes": world.episode,
        "exercises": world.exercise,
        "program-templates": world.template,
        "prescriptions": world.prescription,
        "correct": world.signed,
        "assessments": world.assessment,
        "visit-notes": world.note,
        "attachments": world.attachment,
        "measures": world.measure,
        "measure-responses": world.response,
        "measurements": world.measurement,
        "screenings": world.screening,
        "daily-checks": world.check,
        "questions": world.question,
        "enquiries": world.enquiry,
        "stops": world.stop,
        "runs": world.run,
        "follow-ups": world.follow_up,
        "decisions": world.decision,
        "signals": world.signal,
        "aftercare": world.aftercare,
        "consents": world.consent,
        "proxies": world.proxy,
        "appointments": world.appointment,
        "rooms": world.visit_now,
        "availability": world.weekly_hours,
        "extra-hours": world.extra_hours,
        "time-off": world.time_off,
        "locations": world.location,
        "appointment-kinds": world.kind,
        "practitioners": world.practitioner,
        "packages": world.package,
        "waitlist": world.waiting,
    }
    if "/holds/" in path:
        return str(uuid4())
    if "/education/" in path:
        return "hurt-and-harm"
    return str(next(row.uuid for name, row in rows.items() if f"/{name}/" in path))


def _known(world: World, name: str, value: Any) -> Any:
    """The same for the rows and the day that a body names, where it names one in the right form."""
    known = {
        "prescription": str(world.prescription.uuid),
        "patient": str(world.patient.uuid),
        "episode": str(world.episode.uuid),
        "template": str(world.template.uuid),
        "measure": str(world.version.uuid),
        "kind": str(world.kind.uuid),
        "practitioner": str(world.practitioner.uuid),
        "location": str(world.location.uuid),
        "member": str(world.member.uuid),
        "on": timezone.localdate().isoformat(),
        "start_on": timezone.localdate().isoformat(),
    }.get(name)
    return known if known and isinstance(value, str) and len(value) == len(known) else value
