"""The demo clinic is believable, up to today, and the same each time."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import Membership
from common import clock
from patients.models import Enquiry, MeasureScore, Patient, Question, Stop
from programs.models import DailyCheck, Program, SessionLog
from programs.queries.today import due_today
from scheduling.models import Appointment
from tests import factories


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Once for all tests of this file, and taken back after them: its patients live for weeks."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.loaded_pack()
        call_command("demo_clinic", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_it_has_staff_and_patients_at_different_points(demo):
    roles = sorted(Membership.objects.values_list("role", flat=True))
    assert roles == ["front_desk", "owner", "physiotherapist", "physiotherapist"]
    assert Patient.objects.count() == 12
    assert set(Program.objects.values_list("status", flat=True)) == {"active", "paused", "finished"}


def test_its_logs_go_up_to_today_and_not_beyond(demo):
    days = set(SessionLog.objects.values_list("on", flat=True))
    assert max(days) == clock.today_in("Europe/London")
    assert len(days) > 30


def test_the_first_patient_has_a_session_to_do(demo):
    maya = Patient.objects.get(email="maya@patients.example")
    today = due_today(maya)
    assert today.nothing is None
    assert today.left == sum(len(item.due.sides) for item in today.items)


def test_every_program_stands_on_a_signed_examination_and_numbers_to_compare(demo):
    for program in Program.objects.select_related("episode", "screening"):
        assert program.screening.outcome == "clear"
        assert program.episode.assessments.filter(state="signed").exists()
        assert program.patient.measurements.exists()
    assert DailyCheck.objects.count() > 100
    assert MeasureScore.objects.count() > 20


def test_somebody_waits_for_the_clinic(demo):
    assert Stop.objects.filter(lifted_at=None).count() == 1
    assert Question.objects.filter(state="open").count() == 1
    assert Enquiry.objects.filter(state="open").count() == 1


def test_a_second_time_changes_nothing(demo):
    before = SessionLog.objects.count()
    call_command("demo_clinic", stdout=StringIO())
    assert (SessionLog.objects.count(), Patient.objects.count()) == (before, 12)


def test_it_prints_who_can_sign_in(demo):
    out = StringIO()
    call_command("demo_clinic", "--print-signins", stdout=out)
    assert "amara@parkside.example" in out.getvalue()
    assert "owen@patients.example" not in out.getvalue()


def test_its_diary_has_visits_that_were_and_visits_to_come(demo):
    visits = Counter(Appointment.objects.values_list("status", flat=True))

    assert visits["completed"] > 10
    assert visits["booked"] > 5
    assert visits["requested"] == 1
    assert not Appointment.objects.filter(status="booked", starts_at__lt=clock.now()).exists()
