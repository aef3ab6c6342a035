"""How the knee is today: kept once a day, correctable, and never without the short red-flag list."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from common import clock
from common.errors import Conflict, InvalidInput
from patients.models import Screening, Stop
from patients.queries.screening import asked_of
from programs.models import DailyCheck
from programs.services.daily_checks import CheckInput, record_daily_check
from tests.factories import EpisodeFactory, PatientFactory, assigned_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return assigned_program()


@pytest.fixture
def patient(program):
    return program.patient


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def data(program, today):
    return CheckInput(episode=program.episode.uuid, on=today, pain_worst=4, swelling="none")


def answers(patient, *yes):
    return {flag.id: flag.id in yes for flag in asked_of(patient, "runners-knee", "daily")}


def check_in(patient, data, *yes, uuid=None):
    return record_daily_check(
        by=patient.user, patient=patient, uuid=uuid or uuid4(), data=data, answers=answers(patient, *yes)
    )


def test_a_check_is_kept_with_its_answers(patient, data):
    kept = check_in(patient, data)

    assert kept.created
    assert (kept.check.pain_worst, kept.check.screening.outcome) == (4, "clear")


def test_what_was_not_said_is_unknown(patient, data):
    check = check_in(patient, data).check

    assert (check.pain_morning, check.limp) == (None, None)


def test_the_same_check_again_changes_nothing(patient, data):
    uuid = uuid4()
    first = check_in(patient, data, uuid=uuid)
    again = check_in(patient, data, uuid=uuid)

    assert (again.created, again.check.corrected_at) == (False, None)
    assert (DailyCheck.objects.count(), Screening.objects.filter(scope="daily").count()) == (1, 1)
    assert again.check == first.check


def test_a_changed_check_is_a_correction_and_its_first_version_stays(patient, data):
    uuid = uuid4()
    check_in(patient, data, uuid=uuid)
    corrected = check_in(patient, replace(data, pain_worst=6), uuid=uuid).check

    assert (corrected.pain_worst, corrected.corrected_at is None) == (6, False)
    assert [event.pain_worst for event in corrected.events.order_by("pgh_id")] == [4, 6]


def test_a_correction_of_the_warning_signs_is_a_new_screening_and_stops(patient, data, program):
    uuid = uuid4()
    before = check_in(patient, data, uuid=uuid).check.screening
    check = check_in(patient, data, "RF-02", uuid=uuid).check

    assert (before.outcome, check.screening.outcome) == ("clear", "emergency")
    program.refresh_from_db()
    assert program.status == "paused"


def test_taking_a_warning_sign_back_lifts_nothing(patient, data):
    uuid = uuid4()
    check_in(patient, data, "RF-02", uuid=uuid)
    check = check_in(patient, data, uuid=uuid).check

    assert check.screening.outcome == "clear"
    assert Stop.objects.filter(patient=patient, lifted_at=None).count() == 1


def test_a_warning_sign_stops_even_when_the_rest_is_refused(patient, data):
    with pytest.raises(InvalidInput) as refusal:
        check_in(patient, replace(data, sleep=11), "RF-02")

    assert set(refusal.value.fields) == {"sleep"}
    assert Stop.objects.filter(patient=patient, lifted_at=None).exists()


def test_a_check_sent_again_after_a_refusal_raises_no_second_stop(patient, data):
    uuid = uuid4()
    with pytest.raises(InvalidInput):
        check_in(patient, replace(data, sleep=11), "RF-02", uuid=uuid)
    check_in(patient, replace(data, sleep=10), "RF-02", uuid=uuid)

    assert Stop.objects.filter(patient=patient).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pain_worst", 11),
        ("pain_usual", 5),  # more than the worst
        ("pain_morning", -1),
        ("sleep", 11),
        ("stress", 99),
        ("swelling", "huge"),
        ("note", "x" * 501),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(patient, data, field, value):
    with pytest.raises(InvalidInput) as refusal:
        check_in(patient, replace(data, **{field: value}))

    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("days", [-2, 1])
def test_a_check_is_for_today_or_yesterday(patient, data, today, days):
    with pytest.raises(InvalidInput) as refusal:
        check_in(patient, replace(data, on=today + timedelta(days=days)))

    assert set(refusal.value.fields) == {"on"}


def test_yesterday_may_still_be_told(patient, data, today):
    assert check_in(patient, replace(data, on=today - timedelta(days=1))).created


def test_a_missing_answer_is_refused_by_the_name_of_its_question(patient, data):
    with pytest.raises(InvalidInput) as refusal:
        record_daily_check(by=patient.user, patient=patient, uuid=uuid4(), data=data, answers={})

    assert set(refusal.value.fields) == set(answers(patient))


def test_one_check_a_day_and_the_other_one_is_named(patient, data):
    first = check_in(patient, data).check
    with pytest.raises(Conflict) as refusal:
        check_in(patient, data)

    assert refusal.value.code == "already_checked"
    assert refusal.value.fields == {"id": [str(first.uuid)]}


def test_somebody_elses_episode_is_none(patient, data):
    with pytest.raises(InvalidInput) as refusal:
        check_in(patient, replace(data, episode=EpisodeFactory.create().uuid))

    assert set(refusal.value.fields) == {"episode"}


def test_somebody_elses_id_is_taken(patient, data):
    uuid = uuid4()
    check_in(patient, data, uuid=uuid)
    other = PatientFactory.create()
    theirs = replace(data, episode=EpisodeFactory.create(patient=other).uuid)
    with pytest.raises(Conflict) as refusal:
        check_in(other, theirs, uuid=uuid)

    assert refusal.value.code == "id_taken"


def test_a_stopped_patient_may_still_say_how_the_knee_is(patient, data):
    check_in(patient, data, "RF-02")
    yesterday = replace(data, on=data.on - timedelta(days=1))

    assert check_in(patient, yesterday).created
