"""A patient's own logs, and the versions of a log that corrections replaced."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import NotFound
from patients.models import Patient
from programs.models import SessionLog


def own_logs(patient: Patient, first: date | None = None, last: date | None = None) -> QuerySet[SessionLog]:
    """What a patient logged for the days from ``first`` to ``last``, both included."""
    logs = SessionLog.objects.filter(patient=patient).select_related("program", "prescription__exercise")
    if first:
        logs = logs.filter(on__gte=first)
    return logs.filter(on__lte=last) if last else logs


def get_own_log(patient: Patient, uuid: UUID) -> SessionLog:
    """One of a patient's own logs. Raises NotFound."""
    log = own_logs(patient).filter(uuid=uuid).first()
    if log is None:
        raise NotFound(_("There is no such log."))
    return log


def earlier_versions(log: SessionLog) -> list[Any]:
    """What the log said before each correction, oldest first; rows of its history."""
    if log.corrected_at is None:
        return []
    tracked: Any = log  # the history's own tables are not known to the types
    return list(tracked.events.order_by("pgh_id"))[:-1]
