"""Which screen a patient is due, and about which conditions they may be asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from common import clock
from patients.enums import EpisodeStatus, ScreeningScope
from patients.models import ConditionForm, Episode, FormKind, Patient, Screening
from patients.models.doors import FULL, VALID_DAYS

A_WEEK = timedelta(days=7)
VALID = timedelta(days=VALID_DAYS)


def screened_conditions() -> Sequence[str]:
    """Every condition that has a screen."""
    forms = ConditionForm.objects.filter(kind=FormKind.SCREENING, is_current=True)
    return list(forms.order_by("condition").values_list("condition", flat=True))


def screened_episodes(patient: Patient) -> QuerySet[Episode]:
    """The open episodes whose condition has a screen, the first one first."""
    asked = ConditionForm.objects.filter(
        kind=FormKind.SCREENING, is_current=True, condition=OuterRef("condition")
    )
    return Episode.objects.filter(Exists(asked), patient=patient, status=EpisodeStatus.OPEN).order_by("pk")


def conditions_of(patient: Patient) -> Sequence[str]:
    """What the patient is treated for; before the first episode, everything that has a screen."""
    return _treated(patient) or screened_conditions()


def full_scope(patient: Patient, condition: str) -> ScreeningScope:
    """All questions when none were answered lately, else those of every week."""
    return _scope(_last_full(patient).get(condition), clock.now())


def screens_due(patient: Patient) -> Mapping[str, ScreeningScope]:
    """The treated conditions whose last full screen is more than a week old, and what is asked now."""
    now, last = clock.now(), _last_full(patient)
    return {
        condition: _scope(last.get(condition), now)
        for condition in _treated(patient)
        if condition not in last or last[condition] <= now - A_WEEK
    }


def _scope(last: datetime | None, now: datetime) -> ScreeningScope:
    return ScreeningScope.WEEKLY if last and last > now - VALID else ScreeningScope.INTAKE


def _treated(patient: Patient) -> list[str]:
    return list(dict.fromkeys(screened_episodes(patient).values_list("condition", flat=True)))


def _last_full(patient: Patient) -> dict[str, datetime]:
    """When each condition's last full screen was given."""
    full = Screening.objects.filter(patient=patient, scope__in=FULL).order_by()
    return dict(full.values_list("condition").annotate(Max("given_at")))
