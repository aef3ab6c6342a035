"""A run is stored once, corrected with a trail, refused with the field named, and asked about a day later."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.own_pages import open_pages
from programs.models import FollowUp, RunLog
from programs.services.run_logs import RunInput, record_run
from tests.factories import EpisodeFactory, PatientFactory, ProxyFactory, assigned_program, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    patient = PatientFactory.create()
    return assigned_program(patient, start_on=clock.today_in(patient.time_zone) - timedelta(days=9))


@pytest.fixture
def user(program):
    return program.patient.user


@pytest.fixture
def data(program):
    return RunInput(
        on=clock.today_in(program.patient.time_zone),
        distance_km=Decimal("5.2"),
        minutes=Decimal(31),
        pain_start=1,
        pain_peak=2,
        pain_end=1,
        trend="same",
        stride_changed=False,
    )


def test_a_run_is_stored_as_it_was_said(program, user, data):
    kept = record_run(by=user, uuid=uuid4(), data=data)
    run: Any = RunLog.objects.get()
    assert kept.created
    assert (run.distance_km, run.minutes, run.pain_peak, run.trend) == (Decimal("5.20"), 31, 2, "same")
    assert (run.sore_in_warmup, run.cadence, run.surface) == (None, None, "")
    assert (run.patient, run.episode, run.logged_by) == (program.patient, program.episode, user)


def test_it_is_asked_about_a_day_later(user, data):
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with clock.pretending(noon):
        run = record_run(by=user, uuid=uuid4(), data=replace(data, on=noon.date())).run
    asked = FollowUp.objects.get()
    assert (asked.run, asked.program, asked.on) == (run, None, run.on)
    assert (asked.loaded_at, asked.ask_at) == (noon, noon + timedelta(hours=24))


def test_sending_it_again_changes_nothing(user, data):
    uuid = uuid4()
    record_run(by=user, uuid=uuid, data=data)
    again: Any = record_run(by=user, uuid=uuid, data=data)
    assert (again.created, again.run.corrected_at) == (False, None)
    assert (again.run.events.count(), FollowUp.objects.count()) == (1, 1)


def test_sending_it_changed_corrects_it_and_keeps_the_first_version(user, data):
    uuid = uuid4()
    record_run(by=user, uuid=uuid, data=data)
    run: Any = record_run(by=user, uuid=uuid, data=replace(data, pain_peak=4)).run
    assert run.corrected_at is not None
    assert list(run.events.order_by("pgh_id").values_list("pain_peak", flat=True)) == [2, 4]


def test_a_correction_cannot_move_to_another_day(user, data):
    uuid = uuid4()
    record_run(by=user, uuid=uuid, data=data)
    with pytest.raises(InvalidInput) as refused:
        record_run(by=user, uuid=uuid, data=replace(data, on=data.on - timedelta(days=1)))
    assert list(refused.value.fields) == ["on"]


def test_two_runs_on_a_day_are_two(user, data):
    record_run(by=user, uuid=uuid4(), data=data)
    assert record_run(by=user, uuid=uuid4(), data=data).created


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"distance_km": Decimal(0)}, "distance_km"),
        ({"distance_km": Decimal(-1)}, "distance_km"),
        ({"distance_km": Decimal("200.01")}, "distance_km"),
        ({"distance_km": Decimal("5.123")}, "distance_km"),
        ({"distance_km": Decimal("NaN")}, "distance_km"),
        ({"distance_km": Decimal(52)}, "distance_km"),  # in 31 minutes
        ({"minutes": Decimal(0)}, "minutes"),
        ({"minutes": Decimal(1441)}, "minutes"),
        ({"minutes": Decimal("31.25")}, "minutes"),
        ({"pain_start": 11}, "pain_start"),
        ({"pain_peak": -1}, "pain_peak"),
        ({"pain_end": 11}, "pain_end"),
        ({"pain_peak": 0}, "pain_peak"),  # and 1 at the start
        ({"trend": "up"}, "trend"),
        ({"cadence": 59}, "cadence"),
        ({"cadence": 261}, "cadence"),
        ({"level": 0}, "level"),
        ({"surface": "snow"}, "surface"),
        ({"hills": "alps"}, "hills"),
        ({"pace": "flying"}, "pace"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(user, data, change, field):
    with pytest.raises(InvalidInput) as refused:
        record_run(by=user, uuid=uuid4(), data=replace(data, **change))
    assert list(refused.value.fields) == [field]
    assert not RunLog.objects.exists()


@pytest.mark.parametrize("change", [{"cadence": 60}, {"cadence": 260}, {"distance_km": Decimal("0.01")}])
def test_the_bounds_belong_to_what_is_taken(user, data, change):
    assert record_run(by=user, uuid=uuid4(), data=replace(data, **change)).created


@pytest.mark.parametrize("days", [1, -10])
def test_a_day_in_the_future_or_before_the_program_is_refused(user, data, days):
    with pytest.raises(InvalidInput) as refused:
        record_run(by=user, uuid=uuid4(), data=replace(data, on=data.on + timedelta(days=days)))
    assert list(refused.value.fields) == ["on"]


def test_without_a_program_runs_count_from_the_opening_of_the_episode(data):
    episode = EpisodeFactory.create()
    by = episode.patient.user
    assert record_run(by=by, uuid=uuid4(), data=data).run.episode == episode
    with pytest.raises(InvalidInput):
        record_run(by=by, uuid=uuid4(), data=replace(data, on=data.on - timedelta(days=1)))


def test_today_is_the_runners_own_day(program, user, data):
    program.patient.time_zone = "Pacific/Auckland"
    program.patient.save()
    late = clock.now().replace(hour=23, minute=30)
    with clock.pretending(late):
        there = clock.today_in("Pacific/Auckland")
        assert there == late.date() + timedelta(days=1)
        assert record_run(by=user, uuid=uuid4(), data=replace(data, on=there)).created


def test_a_run_from_before_a_flight_west_is_taken(program, user, data):
    """The program began in Berlin; in Honolulu the day of the run has not come yet."""
    program.patient.time_zone = "Pacific/Honolulu"
    program.patient.save()
    with clock.pretending(clock.now().replace(hour=8, minute=0)):
        on = clock.today_in("Europe/Berlin")
        assert on > clock.today_in("Pacific/Honolulu")
        assert record_run(by=user, uuid=uuid4(), data=replace(data, on=on)).created


def test_with_two_knees_it_must_be_said_which(program, user, data):
    second = EpisodeFactory.create(patient=program.patient, side="right")
    with pytest.raises(InvalidInput) as refused:
        record_run(by=user, uuid=uuid4(), data=data)
    assert list(refused.value.fields) == ["episode"]
    assert record_run(by=user, uuid=uuid4(), data=replace(data, episode=second.uuid)).run.episode == second


def test_somebody_elses_episode_looks_like_none(user, data):
    with pytest.raises(InvalidInput) as refused:
        record_run(by=user, uuid=uuid4(), data=replace(data, episode=EpisodeFactory.create().uuid))
    assert list(refused.value.fields) == ["episode"]


def test_somebody_elses_run_cannot_be_overwritten(user, data):
    uuid = uuid4()
    record_run(by=user, uuid=uuid, data=data)
    other = EpisodeFactory.create().patient
    with pytest.raises(Conflict) as refused:
        record_run(by=other.user, uuid=uuid, data=replace(data, pain_peak=9))
    assert (refused.value.code, RunLog.objects.get().pain_peak) == ("id_taken", 2)


def test_a_carer_logs_for_the_patient_and_it_says_who(program, data):
    carer = ProxyFactory.create(patient=program.patient).user
    open_pages(carer, program.patient.uuid)
    run = record_run(by=carer, uuid=uuid4(), data=data).run
    assert (run.patient, run.logged_by) == (program.patient, carer)


def test_staff_cannot_log_for_a_patient(data):
    with pytest.raises(NotFound):
        record_run(by=physio(), uuid=uuid4(), data=data)


@pytest.mark.django_db(transaction=True)
def test_the_same_run_sent_many_times_at_once_is_one_row(user, data):
    uuid = uuid4()

    def send(_number):
        try:
            return record_run(by=user, uuid=uuid, data=data).created
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        created = list(threads.map(send, range(16)))
    assert (created.count(True), RunLog.objects.count(), FollowUp.objects.count()) == (1, 1, 1)
