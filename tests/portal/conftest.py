"""A signed-in patient's browser, without the browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from patients.models import Patient
from tests.factories import PatientFactory, PreferencesFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def patient(db) -> Patient:
    return PreferencesFactory.create().patient


@pytest.fixture
def other_patient(db) -> Patient:
    return PatientFactory.create()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def page(patient, signed_in) -> Client:
    return signed_in(patient.user)
