"""Raises the stop that a warning sign asks for."""

from patients.enums import Outcome
from patients.models import Screening, Stop
from patients.services.deadlines import contact_by


def raise_stop(screening: Screening) -> Stop:
    """Called in the transaction that keeps the answers, or gives a visitor's answers to a patient."""
    return Stop.objects.create(
        patient=screening.patient,
        screening=screening,
        level=screening.outcome,
        raised_at=screening.given_at,
        contact_by=contact_by(Outcome(screening.outcome), screening.given_at, screening.clinic.time_zone),
    )
