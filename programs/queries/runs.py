"""A patient's runs, and the versions of a run that corrections replaced."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import NotFound
from patients.models import Patient
from programs.models import RunLog


def runs_of(patient: Patient, first: date | None = None, last: date | None = None) -> QuerySet[RunLog]:
    """What a patient ran from ``first`` to ``last``, both included, each with the question that followed."""
    runs = RunLog.objects.filter(patient=patient).select_related("episode", "follow_up")
    if first:
        runs = runs.filter(on__gte=first)
    return runs.filter(on__lte=last) if last else runs


def get_own_run(patient: Patient, uuid: UUID) -> RunLog:
    """One of a patient's own runs. Raises NotFound."""
    run = runs_of(patient).filter(uuid=uuid).first()
    if run is None:
        raise NotFound(_("There is no such run."))
    return run


def earlier_runs(run: RunLog) -> list[Any]:
    """What the run said before each correction, oldest first; rows of its history."""
    if run.corrected_at is None:
        return []
    tracked: Any = run  # the history's own tables are not known to the types
    return list(tracked.events.order_by("pgh_id"))[:-1]
