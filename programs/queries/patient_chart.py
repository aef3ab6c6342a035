"""One patient's programs for the chart, and what the patient logged, with its corrections."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from patients.models import Patient
from programs.enums import RUNNING
from programs.models import Program, SessionLog
from programs.queries.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Chart:
    """Where the running programs stand, and those that ended, the latest first."""

    running: Sequence[Standing]
    ended: Sequence[Standing]


def chart_of(patient: Patient) -> Chart:
    """All programs of a patient; as many queries for three as for one."""
    found = standings(Program.objects.filter(patient=patient).order_by("-start_on", "-pk"))
    return Chart(
        running=[standing for standing in found if standing.program.status in RUNNING],
        ended=[standing for standing in found if standing.program.status not in RUNNING],
    )


def logs_of(patient: Patient) -> QuerySet[SessionLog]:
    """What the patient logged, the latest day first, each with all its versions in ``events``."""
    versions = SessionLog.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    return (
        SessionLog.objects.filter(patient=patient)
        .select_related("prescription__exercise", "program")
        .prefetch_related(Prefetch("events", versions))
        .order_by("-on", "-logged_at", "-pk")
    )
