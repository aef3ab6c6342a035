"""Nobody is registered twice without somebody saying so."""

from datetime import date

import pytest

from accounts.roles import Role
from common.errors import InvalidInput
from patients.models import Patient
from patients.queries.duplicates import possible_duplicates
from patients.services.patients import PossibleDuplicates, register_patient
from tests.factories import ClinicFactory, PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def petra(clinic):
    return PatientFactory.create(
        clinic=clinic,
        name="Petra Sommer",
        email="petra@example.org",
        phone="+4930901820",
        date_of_birth=date(1988, 4, 2),
    )


def register(clinic, **said):
    return register_patient(by=physio(clinic, Role.FRONT_DESK), **{"name": "Sommer Petra", **said})


def test_the_likely_same_person_is_named_and_nothing_is_stored(clinic, petra):
    with pytest.raises(PossibleDuplicates) as refusal:
        register(clinic)
    assert (refusal.value.status, refusal.value.code) == (409, "possible_duplicate")
    assert refusal.value.fields == {"patients": [str(petra.uuid)]}
    assert Patient.objects.count() == 1


def test_whoever_says_it_is_somebody_else_registers(clinic, petra):
    assert register(clinic, confirm_new=True).name == "Sommer Petra"


def test_a_phone_is_the_same_however_it_is_typed(clinic, petra):
    with pytest.raises(PossibleDuplicates):
        register(clinic, name="Ole", phone="(030) 90 18 20")


def test_an_address_that_is_taken_cannot_be_registered_anyway(clinic, petra):
    for confirm_new in (True, False):
        with pytest.raises(InvalidInput) as refusal:
            register(clinic, email="petra@example.org", confirm_new=confirm_new)
        assert list(refusal.value.fields) == ["email"]


def test_another_clinics_patients_are_not_compared(petra):
    assert register(ClinicFactory.create()).name == "Sommer Petra"


def test_a_record_that_was_merged_away_is_not_found(clinic, petra):
    Patient.objects.filter(pk=petra.pk).update(user=None, merged_into=PatientFactory.create(clinic=clinic))
    assert possible_duplicates(clinic, name="Petra Sommer") == []


def test_the_reasons_are_said_in_words(clinic, petra):
    found = possible_duplicates(clinic, name="petra sommer", email="petra@example.org")
    assert [duplicate.why for duplicate in found] == [["same e-mail address", "same name"]]


def test_a_clinic_of_any_size_costs_two_statements(clinic, django_assert_num_queries):
    for _n in range(3):
        PatientFactory.create(clinic=clinic, name="Petra Sommer")
    with django_assert_num_queries(2):
        assert len(possible_duplicates(clinic, name="Petra Sommer")) == 3
