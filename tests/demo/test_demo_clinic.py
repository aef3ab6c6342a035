"""The demo clinic is believable, up to today, and the same each time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership
from common import clock
from patients.models import Patient
from programs.models import Program, SessionLog
from programs.queries.today import due_today
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    factories.loaded_pack()
    call_command("demo_clinic", stdout=StringIO())


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


def test_a_second_time_changes_nothing(demo):
    before = SessionLog.objects.count()
    call_command("demo_clinic", stdout=StringIO())
    assert (SessionLog.objects.count(), Patient.objects.count()) == (before, 12)


def test_it_prints_who_can_sign_in(demo):
    out = StringIO()
    call_command("demo_clinic", "--print-signins", stdout=out)
    assert "amara@parkside.example" in out.getvalue()
    assert "owen@patients.example" not in out.getvalue()


def test_it_keeps_away_from_a_real_clinic():
    factories.ClinicFactory.create()
    with pytest.raises(CommandError):
        call_command("demo_clinic", stdout=StringIO())
    assert not Patient.objects.exists()
