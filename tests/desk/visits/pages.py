"""The addresses of visits at the desk, what their forms are sent with, and what else is booked."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.urls import reverse

from tests import factories as f
from tests import scheduling_factories as s

# A Tuesday in winter; in Berlin it is 11:00.
TEN = datetime(2027, 1, 12, 10, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def new_address(patient, practitioner, **more):
    asked = {"patient": patient.uuid, "practitioner": practitioner.uuid} | more
    return (
        reverse("admin:appointment_new") + "?" + "&".join(f"{name}={value}" for name, value in asked.items())
    )


def form_of(starts_at=TEN, **more):
    return {
        "uuid": str(uuid4()),
        "slot": starts_at.isoformat() if starts_at else "",
        "count": "1",
        "weeks_between": "1",
    } | more


def text(answer):
    return " ".join(answer.content.decode().split())


def address(name, visit, *more):
    return reverse(f"admin:{name}", args=[visit.uuid, *more])


def blocked(practitioner, starts_at):
    """Somebody else's visit at this time."""
    return s.AppointmentFactory.create(
        patient=f.PatientFactory.create(clinic=practitioner.clinic),
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=starts_at,
    )
