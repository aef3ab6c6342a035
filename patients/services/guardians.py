"""Stops what may not begin for a patient under 18 while no guardian stands for them."""

from common.errors import Conflict
from patients.models import Patient
from patients.queries.guardians import guardian_problem


def check_guardian(patient: Patient) -> None:
    """Raises Conflict with the code ``guardian_needed``."""
    if problem := guardian_problem(patient):
        raise Conflict(problem, code="guardian_needed")
