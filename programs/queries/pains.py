"""The worst pain of each of the last days, for many patients at once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from common import clock
from patients.models import Patient
from programs.models import DailyCheck

DAYS = 14


def recent_pains(patients: Sequence[Patient]) -> Mapping[int, Sequence[tuple[date, int]]]:
    """By patient, the first day first; of two knees the worse one."""
    first = clock.now().date() - timedelta(days=DAYS)
    worst: dict[int, dict[date, int]] = {patient.pk: {} for patient in patients}
    rows = DailyCheck.objects.filter(patient__in=patients, on__gte=first, pain_worst__isnull=False)
    for patient, on, pain in rows.order_by("on").values_list("patient", "on", "pain_worst"):
        worst[patient][on] = max(pain or 0, worst[patient].get(on, 0))
    return {patient: list(days.items()) for patient, days in worst.items()}
