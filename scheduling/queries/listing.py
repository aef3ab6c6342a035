"""Visits for programs that ask by filters: a patient's own, and the clinic's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access import Who
from patients.models import Patient
from scheduling.access import own_appointments, visible_appointments
from scheduling.models import Appointment


def own_list(patient: Patient, **asked: Any) -> QuerySet[Appointment]:
    """The patient's visits; what is asked as in ``chosen``."""
    return _with_all(own_appointments(patient).filter(chosen(**asked)))


def appointment_list(by: Who, **asked: Any) -> QuerySet[Appointment]:
    """The visits of this person's clinic; what is asked as in ``chosen``."""
    return _with_all(visible_appointments(by).filter(chosen(**asked)))


def chosen(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    status: str | None = None,
    practitioner: UUID | None = None,
    patient: UUID | None = None,
) -> Q:
    """Visits that begin from a moment on and before another, in a state, with or of somebody."""
    wanted = {
        "starts_at__gte": from_at,
        "starts_at__lt": to_at,
        "status": status,
        "practitioner__uuid": practitioner,
        "patient__uuid": patient,
    }
    return Q(**{name: value for name, value in wanted.items() if value is not None})


def _with_all(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """All that a line about a visit names, the clinic's rules included."""
    return rows.select_related(
        "clinic__booking_policy", "practitioner__user", "patient", "kind", "location", "episode", "series"
    )
