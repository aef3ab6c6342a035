"""Episodes of care open and close, with who and why, and are never deleted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.enums import EpisodeStatus
from patients.models import Episode
from patients.services.episodes import close_episode, open_episode
from tests.factories import EpisodeFactory, PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def by(patient):
    return physio(patient.clinic)


def test_an_episode_opens_with_its_condition_and_side(patient, by):
    episode = open_episode(
        by=by, patient=patient.uuid, condition="runners-knee", side="left", goal=" run 10 km "
    )
    assert (episode.status, episode.goal, episode.opened_by) == (EpisodeStatus.OPEN, "run 10 km", by)


def test_two_may_run_at_once(patient, by):
    for side in ("left", "right"):
        open_episode(by=by, patient=patient.uuid, condition="runners-knee", side=side)
    assert patient.episodes.filter(status=EpisodeStatus.OPEN).count() == 2


def test_the_front_desk_opens_none(patient):
    with pytest.raises(NotFound):
        open_episode(
            by=physio(patient.clinic, Role.FRONT_DESK), patient=patient.uuid, condition="x", side="left"
        )


def test_an_unknown_side_is_refused(patient, by):
    with pytest.raises(InvalidInput) as refusal:
        open_episode(by=by, patient=patient.uuid, condition="runners-knee", side="middle")
    assert list(refusal.value.fields) == ["side"]


def test_it_was_not_first_felt_tomorrow(patient, by):
    tomorrow = clock.today_in(patient.time_zone) + timedelta(days=1)
    with pytest.raises(InvalidInput) as refusal:
        open_episode(by=by, patient=patient.uuid, condition="x", side="left", onset_on=tomorrow)
    assert list(refusal.value.fields) == ["onset_on"]


def test_closing_says_when_who_and_why(patient, by):
    episode = close_episode(by=by, episode=EpisodeFactory.create(patient=patient).uuid, reason=" runs again ")
    assert (episode.status, episode.closed_by, episode.close_reason) == (
        EpisodeStatus.CLOSED,
        by,
        "runs again",
    )


def test_closing_without_a_reason_is_refused(patient, by):
    with pytest.raises(InvalidInput):
        close_episode(by=by, episode=EpisodeFactory.create(patient=patient).uuid, reason=" ")


def test_closing_twice_is_a_conflict(patient, by):
    episode = EpisodeFactory.create(patient=patient)
    close_episode(by=by, episode=episode.uuid, reason="done")
    with pytest.raises(Conflict):
        close_episode(by=by, episode=episode.uuid, reason="again")


def test_the_database_refuses_an_episode_closed_by_nobody(patient):
    episode = EpisodeFactory.create(patient=patient)
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(status=EpisodeStatus.CLOSED)


def test_the_database_refuses_to_delete_it(patient):
    episode = EpisodeFactory.create(patient=patient)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        episode.delete()
