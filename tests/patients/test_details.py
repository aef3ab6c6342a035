"""What else the record says about a person, who may write it, and the form it is kept in."""

import pytest

from accounts.roles import Role
from common.errors import InvalidInput
from patients.models import Patient
from patients.services.patients import register_patient, update_own_profile, update_patient
from tests.factories import ClinicFactory, MembershipFactory, PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def patient(clinic):
    return PatientFactory.create(clinic=clinic)


@pytest.fixture
def front_desk(clinic):
    return physio(clinic, Role.FRONT_DESK)


def change(by, patient, **changes) -> Patient:
    update_patient(by=by, patient=patient.uuid, changes=changes)
    return Patient.objects.get(pk=patient.pk)


def test_a_person_is_registered_with_all_that_is_known(clinic):
    by = physio(clinic)
    made = register_patient(
        by=by,
        name="Mara",
        phone="030 901820",
        emergency_name="Ole",
        emergency_phone="+44 20 7946 0018",
        emergency_relation="partner",
        referral_source="doctor",
        referral_note="Dr Huber",
        primary_physio=by.uuid,
        shows_weight=True,
    )
    made.refresh_from_db()
    assert (made.phone, made.emergency_phone) == ("+4930901820", "+442079460018")
    assert (made.emergency_name, made.emergency_relation) == ("Ole", "partner")
    assert (made.referral_source, made.referral_note) == ("doctor", "Dr Huber")
    assert (made.primary_physio, made.shows_weight) == (by, True)


def test_every_wrong_field_is_named_at_once(clinic):
    with pytest.raises(InvalidInput) as refusal:
        register_patient(by=physio(clinic), name="", phone="1", emergency_phone="2", referral_source="moon")
    assert set(refusal.value.fields) == {"name", "phone", "emergency_phone", "referral_source"}


def test_a_number_without_a_code_is_from_where_the_clinic_is():
    british = ClinicFactory.create(time_zone="Europe/London")
    patient = PatientFactory.create(clinic=british, time_zone="Europe/Berlin")
    assert change(physio(british), patient, phone="020 7946 0018").phone == "+442079460018"


def test_what_was_kept_before_may_stay_as_it_is(clinic, front_desk):
    patient = PatientFactory.create(clinic=clinic, phone="ask her sister")
    assert change(front_desk, patient, phone="ask her sister", name="Mara").name == "Mara"


def test_the_front_desk_writes_no_referral_note(front_desk, patient):
    assert change(front_desk, patient, referral_note="torn meniscus", name="Mara").referral_note == ""


def test_whoever_writes_in_the_record_writes_the_referral_note(clinic, patient):
    assert change(physio(clinic), patient, referral_note="torn meniscus").referral_note == "torn meniscus"


@pytest.mark.parametrize("who", ["front desk", "elsewhere", "left", "nobody"])
def test_in_charge_is_only_somebody_who_sees_the_record_here(clinic, front_desk, patient, who):
    left = MembershipFactory.create(clinic=clinic)
    left.ended_at = left.started_at
    left.save()
    people = {"front desk": front_desk, "elsewhere": physio(), "left": left.user, "nobody": patient.user}
    with pytest.raises(InvalidInput) as refusal:
        change(front_desk, patient, primary_physio=people[who].uuid)
    assert list(refusal.value.fields) == ["primary_physio"]


def test_a_physio_who_left_stays_in_charge_until_somebody_else_is(clinic, front_desk):
    left = MembershipFactory.create(clinic=clinic)
    left.ended_at = left.started_at
    left.save()
    patient = PatientFactory.create(clinic=clinic, primary_physio=left.user)
    assert change(front_desk, patient, primary_physio=left.user.uuid).primary_physio == left.user
    assert change(front_desk, patient, primary_physio=None).primary_physio is None


def test_patients_say_whom_to_call_and_whether_weight_is_shown(patient):
    changes = {"emergency_name": "Ole", "emergency_phone": "030 901820", "shows_weight": True}
    update_own_profile(by=patient.user, changes=changes | {"referral_note": "x", "referral_source": "club"})
    patient.refresh_from_db()
    assert (patient.emergency_name, patient.emergency_phone, patient.shows_weight) == (
        "Ole",
        "+4930901820",
        True,
    )
    assert (patient.referral_note, patient.referral_source) == ("", "")
