"""The public holidays of a clinic, and on which of them it works."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Clinic
from scheduling.holidays import holidays_between
from scheduling.queries.policy import policy_of


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody works weekly hours, unless ``works``."""

    on: date
    name: str
    works: bool


def holidays_of(clinic: Clinic, year: int) -> list[Holiday]:
    """Of one year, in the clinic's language where the names are known in it."""
    policy = policy_of(clinic)
    days = date(year, 1, 1), date(year, 12, 31)
    found = holidays_between(policy.holiday_country, policy.holiday_region, *days, language=clinic.language)
    return [Holiday(on, name, on in policy.works_on) for on, name in found.items()]
