"""How the desk writes what is known about people."""

from typing import Any

from django import template

from accounts.models import Clinic
from common.phones import region_of, show_phone
from patients.models import Patient
from patients.queries.guardians import came_of_age, guardian_problem

register = template.Library()


@register.filter
def phone(kept: str, clinic: Clinic) -> str:
    """A phone number as it is written where the clinic is."""
    return show_phone(kept, region_of(clinic.time_zone))


@register.inclusion_tag("desk/_people_notes.html")
def people_notes(patient: Patient, may: dict[str, bool]) -> dict[str, Any]:
    """What staff have to know about who stands for this patient: under 18, just 18, or of unknown age."""
    return {
        "patient": patient,
        "may": may,
        "problem": guardian_problem(patient),
        "came_of_age": came_of_age(patient),
    }
