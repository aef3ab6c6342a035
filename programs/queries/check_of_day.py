"""The daily check of one day, and the one before it."""

from datetime import date

from patients.models import Episode, Patient
from programs.models import DailyCheck


def check_of(episode: Episode, on: date) -> DailyCheck | None:
    """With the answers it carries; None when nothing was said that day."""
    return DailyCheck.objects.select_related("screening").filter(episode=episode, on=on).first()


def checks_of(patient: Patient, on: date) -> dict[int, DailyCheck]:
    """A patient's checks of one day, by the key of their episode."""
    return {check.episode_id: check for check in DailyCheck.objects.filter(patient=patient, on=on)}


def check_before(check: DailyCheck) -> DailyCheck | None:
    """The last one of the same episode before this day."""
    return DailyCheck.objects.filter(episode=check.episode_id, on__lt=check.on).order_by("-on").first()
