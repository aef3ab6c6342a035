"""Who is on the caseload, in which order, and where each program stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patients.models import SignalKind
from patients.services.signals import settle_signal
from programs.queries.caseload import caseload, rows_of
from tests import factories as f
from tests.loop_factories import SignalFactory

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


def signal(program, kind, hours=24):
    due_at = timezone.now() + timedelta(hours=hours)
    return SignalFactory.create(patient=program.patient, kind=kind, due_at=due_at)


def test_the_heaviest_reason_comes_first_and_who_has_none_last(clinic, by):
    patient_with(clinic, by, "Fine")
    signal(patient_with(clinic, by, "Silent"), SignalKind.SILENT)
    signal(patient_with(clinic, by, "Sore"), SignalKind.SEVERE_PAIN)
    assert names(by) == ["Sore", "Silent", "Fine"]


def test_of_the_same_weight_whose_time_runs_out_first(clinic, by):
    signal(patient_with(clinic, by, "Later"), SignalKind.SILENT, hours=30)
    signal(patient_with(clinic, by, "Sooner"), SignalKind.SILENT, hours=3)
    assert names(by) == ["Sooner", "Later"]


def test_a_row_shows_what_stands_on_the_board_and_nothing_else(clinic, by):
    program = patient_with(clinic, by, "Sore")
    for kind in (SignalKind.SILENT, SignalKind.SEVERE_PAIN, SignalKind.MISTAKE):
        signal(program, kind)
    settle_signal(patient=program.patient, kind=SignalKind.MISTAKE)
    (row,) = rows_of(list(caseload(by)))
    assert [each.kind for each in row.signals] == [SignalKind.SEVERE_PAIN, SignalKind.SILENT]


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
    with django_assert_num_queries(9):
        rows_of(list(caseload(by)))
    for number in range(3):
        patient_with(clinic, by, f"More {number}", pain=3)
    with django_assert_num_queries(9):
        rows_of(list(caseload(by)))
