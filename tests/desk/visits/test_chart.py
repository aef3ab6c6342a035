"""A patient's visits in their chart: the next one in the header, past ones on the time axis."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests import factories as f
from tests import scheduling_factories as s
from tests.desk.test_query_counts import count
from tests.desk.visits.pages import TEN, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(patient):
    return reverse("admin:patient", args=[patient.uuid])


@pytest.fixture
def program(patient, physio_user):
    return f.assigned_program(patient, by=physio_user, start_on=TEN.date() - timedelta(days=9))


def events(answer):
    return [event for event in answer.context["page_obj"] if event.kind == "visit"]


def test_the_next_visit_stands_in_the_header(front_desk, visit, where):
    assert "next visit Tue 12 Jan, 11:00" in text(front_desk.get(where))


def test_without_one_the_header_says_nothing_of_visits(front_desk, where):
    assert "next visit" not in text(front_desk.get(where))


@pytest.mark.usefixtures("program")
def test_a_visit_that_is_over_stands_on_the_time_axis(physio, visit, where):
    assert events(physio.get(where)) == []
    with clock.pretending(TEN + timedelta(hours=2)):
        answer = physio.get(where)

    assert [event.what.pk for event in events(answer)] == [visit.pk]
    lane = next(lane for lane in answer.context["lanes"] if lane.name == "What happened when")
    assert ("Tue 12 Jan 2027", "Visit", "Follow-up: Booked") in lane.rows


@pytest.mark.usefixtures("program")
def test_what_was_called_off_is_not_told_as_a_visit(physio, visit, where):
    Appointment.objects.filter(pk=visit.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=clock.now()
    )
    with clock.pretending(TEN + timedelta(hours=2)):
        assert events(physio.get(where)) == []


@pytest.mark.usefixtures("program")
def test_many_visits_cost_as_many_queries_as_one(physio, patient, visit, where):
    with clock.pretending(TEN + timedelta(days=5)):
        one = count(physio, where)
        for days in range(1, 5):
            s.AppointmentFactory.create(
                patient=patient,
                practitioner=visit.practitioner,
                kind=visit.kind,
                starts_at=TEN + timedelta(days=days),
            )

        assert count(physio, where) == one
