"""The demo never mixes with a clinic's own people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from patients.models import Patient
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_keeps_away_from_a_real_clinic():
    factories.ClinicFactory.create()
    with pytest.raises(CommandError):
        call_command("demo_clinic", stdout=StringIO())
    assert not Patient.objects.exists()
