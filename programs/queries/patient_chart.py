"""What a patient logged, for the chart, with its corrections."""

from django.db.models import Prefetch, QuerySet

from patients.models import Patient
from programs.models import SessionLog


def logs_of(patient: Patient) -> QuerySet[SessionLog]:
    """What the patient logged, the latest day first, each with all its versions in ``events``."""
    versions = SessionLog.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    return (
        SessionLog.objects.filter(patient=patient)
        .select_related("prescription__exercise", "program")
        .prefetch_related(Prefetch("events", versions))
        .order_by("-on", "-logged_at", "-pk")
    )
