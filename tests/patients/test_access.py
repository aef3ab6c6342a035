"""The doors to patients and episodes: who passes, and that everybody else sees nothing at all."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.permissions import Permission
from accounts.roles import Role
from common.errors import NotFound
from patients.access import get_episode, get_patient, own_patient, visible_episodes, visible_patients
from tests.factories import EpisodeFactory, PatientFactory, UserFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    PatientFactory.create()  # somebody else's, who must never be seen
    return PatientFactory.create()


@pytest.mark.parametrize("role", Role)
def test_staff_see_the_patients_of_their_clinic_and_no_others(patient, role):
    assert list(visible_patients(physio(patient.clinic, role))) == [patient]


@pytest.mark.parametrize("role", Role)
def test_staff_of_another_clinic_see_none_of_them(patient, role):
    assert patient not in visible_patients(physio(role=role))


def test_the_front_desk_sees_no_episodes(patient):
    EpisodeFactory.create(patient=patient)
    assert list(visible_episodes(physio(patient.clinic, Role.FRONT_DESK))) == []


def test_a_physio_sees_the_episodes(patient):
    episode = EpisodeFactory.create(patient=patient)
    assert list(visible_episodes(physio(patient.clinic))) == [episode]


@pytest.mark.parametrize("who", ["anonymous", "nobody", "the patient", "the deactivated", "the former"])
def test_whoever_does_not_work_here_sees_nobody(patient, who):
    people = {
        "anonymous": AnonymousUser,
        "nobody": UserFactory.create,
        "the patient": lambda: patient.user,
        "the deactivated": lambda: deactivated(physio(patient.clinic)),
        "the former": lambda: former(physio(patient.clinic)),
    }
    assert list(visible_patients(people[who]())) == []


def test_a_right_that_is_taken_away_is_gone_at_the_next_question(patient):
    by = physio(patient.clinic)
    assert get_patient(by, patient.uuid) == patient
    by.memberships.update(role=Role.FRONT_DESK)
    with pytest.raises(NotFound):
        get_patient(by, patient.uuid, Permission.EDIT_CLINICAL)


def test_missing_and_forbidden_look_the_same(patient):
    by = physio()
    with pytest.raises(NotFound) as missing:
        get_patient(by, uuid4())
    with pytest.raises(NotFound) as forbidden:
        get_patient(by, patient.uuid)
    assert (str(missing.value), missing.value.code) == (str(forbidden.value), forbidden.value.code)


def test_a_missing_and_a_forbidden_episode_look_the_same(patient):
    by, episode = physio(), EpisodeFactory.create(patient=patient)
    with pytest.raises(NotFound) as missing:
        get_episode(by, uuid4())
    with pytest.raises(NotFound) as forbidden:
        get_episode(by, episode.uuid)
    assert str(missing.value) == str(forbidden.value)


def test_patients_are_themselves(patient):
    assert own_patient(patient.user) == patient


@pytest.mark.parametrize("who", [AnonymousUser, physio])
def test_nobody_else_is_a_patient(patient, who):
    with pytest.raises(NotFound):
        own_patient(who())


def deactivated(user):
    user.is_active = False
    user.save()
    return user


def former(user):
    user.memberships.update(ended_at=timezone.now())
    return user
