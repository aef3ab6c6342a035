"""What stands beside a patient's visits: places on the waiting list, and visits that are paid for."""

from collections.abc import Sequence
from dataclasses import dataclass

from patients.models import Patient
from portal.pages.waiting import Waiting, waiting_of
from scheduling.queries.packages import Standing, standings_of


@dataclass(frozen=True, slots=True)
class Ahead:
    """``packages`` are those that can still be used."""

    places: Sequence[Waiting]
    packages: Sequence[Standing]


def ahead_of(patient: Patient) -> Ahead:
    packages = [standing for standing in standings_of(patient) if standing.is_open]
    return Ahead(waiting_of(patient), packages)
