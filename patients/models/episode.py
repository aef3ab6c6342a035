"""One episode of care: a condition, a side, from when to when. Two may run at once."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, never_deleted
from patients.enums import EpisodeStatus, Side
from patients.models.patient import Patient


@pghistory.track()
class Episode(PublicModel):
    patient = models.ForeignKey(
        Patient, models.PROTECT, related_name="episodes", verbose_name=_("patient"), db_index=False
    )
    condition = models.SlugField(_("condition"), max_length=60, db_index=False)
    side = models.CharField(_("side"), max_length=5, choices=Side)
    onset_on = models.DateField(_("first felt on"), null=True, blank=True)
    goal = models.CharField(_("goal"), max_length=240, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=EpisodeStatus, default=EpisodeStatus.OPEN, editable=False
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    close_reason = models.CharField(max_length=240, blank=True, editable=False)

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        triggers = [never_deleted()]
        indexes = [models.Index(fields=["patient", "status"], name="episode_by_patient")]
        constraints = [
            # The target of the composite foreign key that ties a program's patient to its episode's.
            models.UniqueConstraint(fields=["id", "patient"], name="episode_of_patient"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="episode_known_side"),
            models.CheckConstraint(condition=~Q(condition=""), name="episode_has_condition"),
            models.CheckConstraint(
                condition=Q(status=EpisodeStatus.OPEN, closed_at=None, closed_by=None, close_reason="")
                | Q(status=EpisodeStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(close_reason=""),
                name="episode_closed_has_when_who_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition.replace('-', ' ')} ({self.get_side_display()})"
