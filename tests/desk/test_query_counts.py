"""A page with many rows asks the database as often as a page with one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from programs.services.lifecycle import hold_week
from programs.services.prescriptions import change_dose, stop_prescription
from tests import factories as f


def count(client, url):
    """Queries of one request, after one that warms what is kept in memory."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def more(clinic, physio_user, today):
    """Two more patients with a program and some logs."""

    def make():
        for _number in range(2):
            patient = f.PatientFactory.create(clinic=clinic)
            program = f.assigned_program(patient, by=physio_user, start_on=today - timedelta(days=4))
            f.logged(program, today, pain=3)

    return make


@pytest.mark.parametrize("route", ["index", "patients"])
def test_lists_of_patients(physio, program, more, route):
    url = reverse(f"admin:{route}")
    one = count(physio, url)
    more()
    assert count(physio, url) == one


def test_a_patients_page_with_more_programs_and_logs(physio, program, today):
    url = reverse("admin:patient", args=[program.patient.uuid])
    f.logged(program, today)
    one = count(physio, url)
    second = f.assigned_program(program.patient, template="rk-6w-gradual", start_on=today - timedelta(days=3))
    for prescription in second.prescriptions.all()[:5]:
        f.logged(second, today, prescription=prescription)
    assert count(physio, url) == one


def test_a_patients_logs(physio, program, today):
    url = reverse("admin:patient_logs", args=[program.patient.uuid])
    first, *rest = program.prescriptions.all()[:6]
    f.logged(program, today, prescription=first)
    one = count(physio, url)
    for prescription in rest:
        f.logged(program, today, prescription=prescription)
    assert count(physio, url) == one


def test_a_programs_page_in_a_short_and_a_long_week(physio, program):
    url = reverse("admin:program", args=[program.uuid])
    assert count(physio, f"{url}?week=1") == count(physio, f"{url}?week=4")


def test_a_programs_page_with_more_history(physio, physio_user, program):
    url = reverse("admin:program", args=[program.uuid])
    rows = list(program.prescriptions.filter(first_week=2, reps__isnull=False)[:4])
    stop_prescription(by=physio_user, prescription=rows[0].uuid, reason="a")
    hold_week(by=physio_user, program=program.uuid, reason="b")
    change_dose(by=physio_user, prescription=rows[1].uuid, changes={"sets": 5}, reason="c")
    one = count(physio, url)
    stop_prescription(by=physio_user, prescription=rows[2].uuid, reason="d")
    change_dose(by=physio_user, prescription=rows[3].uuid, changes={"sets": 5}, reason="e")
    assert count(physio, url) == one


def test_the_library_with_one_and_with_many(physio, program):
    url = reverse("admin:exercises")
    assert count(physio, f"{url}?q=clamshell%20band") == count(physio, url)


def test_the_staff_list(owner, clinic):
    url = reverse("admin:staff")
    one = count(owner, url)
    f.physio(clinic, Role.FRONT_DESK)
    f.physio(clinic)
    assert count(owner, url) == one


@pytest.mark.parametrize(("route", "most"), [("index", 14), ("patients", 7)])
def test_the_busiest_pages_stay_cheap(physio, program, route, most):
    assert count(physio, reverse(f"admin:{route}")) <= most
