"""A clinic in Berlin on a Saturday in winter, and a visit on the Tuesday after."""

from datetime import timedelta

import pytest

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests import scheduling_factories as s
from tests.desk.visits.pages import TEN


@pytest.fixture(autouse=True)
def before():
    """The visits are still to come."""
    with clock.pretending(TEN - timedelta(days=3)):
        yield


@pytest.fixture
def clinic(clinic):
    clinic.time_zone = "Europe/Berlin"
    clinic.save()
    return clinic


@pytest.fixture
def practitioner(clinic):
    return s.bookable(clinic, name="Follow-up", color="blue")


@pytest.fixture
def visit(patient, practitioner):
    return s.AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=TEN,
        patient_note="my knee is worse",
    )


@pytest.fixture
def requested(visit):
    Appointment.objects.filter(pk=visit.pk).update(status=AppointmentStatus.REQUESTED)
    visit.refresh_from_db()
    return visit
