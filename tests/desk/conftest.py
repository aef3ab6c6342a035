"""A clinic with somebody signed in for each role, and a patient whose program has run for a few days."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.roles import Role
from common import clock
from tests import factories as f

DAYS_AGO = 9


@pytest.fixture
def clinic(db):
    return f.ClinicFactory.create()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def physio_user(clinic):
    return f.physio(clinic)


@pytest.fixture
def physio(physio_user):
    return signed_in(physio_user)


@pytest.fixture
def owner_user(clinic):
    return f.physio(clinic, Role.OWNER)


@pytest.fixture
def owner(owner_user):
    return signed_in(owner_user)


@pytest.fixture
def front_desk(clinic):
    return signed_in(f.physio(clinic, Role.FRONT_DESK))


@pytest.fixture
def stranger(db):
    """The owner of another clinic: every permission, elsewhere."""
    return signed_in(f.physio(role=Role.OWNER))


@pytest.fixture
def patient(clinic):
    return f.PatientFactory.create(clinic=clinic, name="Petra Sommer")


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def program(patient, physio_user, today):
    return f.assigned_program(patient, by=physio_user, start_on=today - timedelta(days=DAYS_AGO))


@pytest.fixture
def prescription(program):
    """One of the current week with a neighbour on both sides."""
    return program.prescriptions.filter(
        first_week=2, reps__isnull=False, exercise__easier__isnull=False, exercise__harder__isnull=False
    ).first()
