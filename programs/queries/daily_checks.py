"""A patient's own daily checks, and the versions of a check that corrections replaced."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import NotFound
from patients.models import Patient
from programs.models import DailyCheck


def own_checks(patient: Patient, first: date | None = None, last: date | None = None) -> QuerySet[DailyCheck]:
    """What a patient said for the days from ``first`` to ``last``, both included."""
    checks = DailyCheck.objects.filter(patient=patient).select_related("episode", "screening")
    if first:
        checks = checks.filter(on__gte=first)
    return checks.filter(on__lte=last) if last else checks


def get_own_check(patient: Patient, uuid: UUID) -> DailyCheck:
    """One of a patient's own checks. Raises NotFound."""
    check = own_checks(patient).filter(uuid=uuid).first()
    if check is None:
        raise NotFound(_("There is no such check."))
    return check


def earlier_checks(check: DailyCheck) -> list[Any]:
    """What the check said before each correction, oldest first; rows of its history."""
    if check.corrected_at is None:
        return []
    tracked: Any = check  # the history's own tables are not known to the types
    return list(tracked.events.order_by("pgh_id"))[:-1]
