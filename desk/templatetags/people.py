"""How the desk writes what is known about people."""

from django import template

from accounts.models import Clinic
from common.phones import region_of, show_phone

register = template.Library()


@register.filter
def phone(kept: str, clinic: Clinic) -> str:
    """A phone number as it is written where the clinic is."""
    return show_phone(kept, region_of(clinic.time_zone))
