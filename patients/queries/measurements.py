"""Lists of single numbers."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Who
from patients.measure_access import visible_measurements
from patients.models import Measurement


def measurement_list(by: Who, *, patient: UUID | None = None, code: str = "") -> QuerySet[Measurement]:
    """The numbers this person may see, the withdrawn ones too: all, one patient's, or those of one kind."""
    rows = visible_measurements(by).select_related("patient", "recorded_by", "voided_by")
    if patient:
        rows = rows.filter(patient__uuid=patient)
    return rows.filter(code=code) if code else rows
