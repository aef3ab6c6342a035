"""A signed-in patient's browser, without the browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from patients.models import Patient
from tests.factories import PatientFactory, PreferencesFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def patient(db) -> Patient:
    patient: Patient = PreferencesFactory.create().patient
    return patient


@pytest.fixture
def other_patient(db) -> Patient:
    patient: Patient = PatientFactory.create()
    return patient


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def page(patient: Patient, signed_in: Callable[..., Client]) -> Client:
    return signed_in(patient.user)
