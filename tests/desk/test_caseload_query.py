"""Who is on the caseload, in which order, and where each program stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.queries.caseload import caseload, rows_of
from programs.queries.standing import Reason
from programs.services.lifecycle import pause_program
from tests import factories as f

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def clinic():
    return f.ClinicFactory.create(time_zone="UTC")


@pytest.fixture
def by(clinic):
    return f.physio(clinic)


def patient_with(clinic, by, name, days_ago=3, **log):
    patient = f.PatientFactory.create(clinic=clinic, name=name, time_zone="UTC")
    program = f.assigned_program(patient, by=by, start_on=TODAY - timedelta(days=days_ago))
    if log:
        f.logged(program, log.pop("on", TODAY), **log)
    return program


def names(by, **options):
    return [patient.name for patient in caseload(by, **options)]


def test_high_pain_comes_before_silence_and_silence_before_the_rest(clinic, by):
    patient_with(clinic, by, "Fine", days_ago=9, pain=1)
    patient_with(clinic, by, "Silent", days_ago=9)
    patient_with(clinic, by, "Sore", days_ago=9, pain=7)
    assert names(by) == ["Sore", "Silent", "Fine"]


def test_the_order_in_the_database_and_the_reason_on_the_row_agree(clinic, by):
    for days in range(3, 9):
        patient_with(clinic, by, f"{days} days", days_ago=days)
    rows = rows_of(list(caseload(by)))
    silent = [any(reason.reason == Reason.SILENT for reason in row.standings[0].attention) for row in rows]
    assert silent == [True, True, True, True, False, False]


def test_a_paused_program_is_not_silent(clinic, by):
    program = patient_with(clinic, by, "Resting", days_ago=9)
    pause_program(by=by, program=program.uuid, reason="holiday")
    (row,) = rows_of(list(caseload(by)))
    assert row.standings[0].attention == ()


def test_an_old_pain_does_not_alarm_while_the_program_is_paused(clinic, by):
    yesterday = TODAY - timedelta(days=1)
    program = patient_with(clinic, by, "Resting", days_ago=9, on=yesterday, pain=7)
    patient_with(clinic, by, "Sore", days_ago=9, on=yesterday, pain=5)
    pause_program(by=by, program=program.uuid, reason="holiday")
    assert names(by) == ["Sore", "Resting"]
    assert [row.standings[0].attention != () for row in rows_of(list(caseload(by)))] == [True, False]


def test_among_the_sore_the_worst_comes_first(clinic, by):
    patient_with(clinic, by, "Sore", days_ago=3, on=TODAY - timedelta(days=1), pain=5)
    patient_with(clinic, by, "Sorer", days_ago=3, pain=8)
    assert names(by) == ["Sorer", "Sore"]


def test_a_reason_carries_the_day_on_which_it_was_said(clinic, by):
    patient_with(clinic, by, "Sore", days_ago=9, on=TODAY - timedelta(days=3), pain=7)
    (row,) = rows_of(list(caseload(by)))
    assert row.standings[0].attention[0] == (Reason.PAIN, 7, TODAY - timedelta(days=3))


def test_a_patient_without_a_running_program_is_not_on_it(clinic, by):
    f.PatientFactory.create(clinic=clinic)
    assert names(by) == []


def test_another_clinic_is_not_on_it(clinic, by):
    f.assigned_program()
    assert names(by) == []


@pytest.mark.parametrize(("state", "expected"), [("active", ["Now"]), ("upcoming", ["Soon"]), ("paused", [])])
def test_the_list_can_be_narrowed_to_a_state(clinic, by, state, expected):
    patient_with(clinic, by, "Now")
    patient_with(clinic, by, "Soon", days_ago=-3)
    assert names(by, state=state) == expected


def test_the_worst_pain_of_the_last_rated_day_counts(clinic, by):
    program = patient_with(clinic, by, "Sore")
    first, second = program.prescriptions.all()[:2]
    f.logged(program, TODAY, prescription=first, pain=2)
    f.logged(program, TODAY, prescription=second, pain=4)
    f.logged(program, TODAY - timedelta(days=1), prescription=first, pain=8)
    (row,) = rows_of(list(caseload(by)))
    assert row.standings[0].last_pain == 4


def test_two_programs_of_one_patient_make_one_row(clinic, by):
    patient = patient_with(clinic, by, "Twice").patient
    f.assigned_program(patient, by=by, template="rk-6w-gradual")
    (row,) = rows_of(list(caseload(by)))
    assert len(row.standings) == 2


def test_many_rows_cost_as_many_queries_as_one(clinic, by, django_assert_num_queries):
    patient_with(clinic, by, "One", pain=2)
    with django_assert_num_queries(8):
        rows_of(list(caseload(by)))
    for number in range(3):
        patient_with(clinic, by, f"More {number}", pain=3)
    with django_assert_num_queries(8):
        rows_of(list(caseload(by)))
