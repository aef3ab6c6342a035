"""Lists of single numbers, and where each kind of them stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Who
from patients.measure_access import own_measurements, visible_measurements
from patients.measurement_codes import KINDS
from patients.models import Measurement, Patient


def measurement_list(by: Who, *, patient: UUID | None = None, code: str = "") -> QuerySet[Measurement]:
    """The numbers this person may see, the withdrawn ones too: all, one patient's, or those of one kind."""
    rows = visible_measurements(by).select_related("patient", "recorded_by", "voided_by")
    if patient:
        rows = rows.filter(patient__uuid=patient)
    return rows.filter(code=code) if code else rows


@dataclass(frozen=True, slots=True)
class LatestNumber:
    """One kind of number on one side: the first, the latest, and how many there are."""

    code: str
    side: str
    unit: str
    count: int
    first: Decimal
    last: Decimal
    first_on: date
    last_on: date


def latest_numbers(patient: Patient) -> list[LatestNumber]:
    """Where each kind of number began and where it stands, in the order of the catalogue."""
    rows = own_measurements(patient).order_by("code", "side", "unit", "on", "pk")
    groups = groupby(rows, key=lambda row: (row.code, row.side, row.unit))
    found = [_latest(list(members)) for _key, members in groups]
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.code) if one.code in KINDS else len(order))


def _latest(rows: list[Measurement]) -> LatestNumber:
    first, last = rows[0], rows[-1]
    return LatestNumber(
        last.code, last.side, last.unit, len(rows), first.value, last.value, first.on, last.on
    )
