"""How the knee is today, in ten seconds. A correction keeps the first version."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from patients.models import Episode, Patient, Screening
from patients.models.doors import ANY_SCOPE, Opens, behind_the_screen


class Swelling(models.TextChoices):
    NONE = "none", _("None")
    MILD = "mild", _("Mild")
    MODERATE = "moderate", _("Moderate")
    MARKED = "marked", _("Marked")


@pghistory.track()
class DailyCheck(PublicModel):
    """``uuid`` is made by the client. What was not answered is empty: unknown, never good.

    The short red-flag list is part of the check: its answers are the screening it carries, whatever they say.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="daily_checks", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="daily_checks", db_index=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    on = models.DateField(_("day"), help_text=_("In the patient's own calendar."))
    pain_worst = models.PositiveSmallIntegerField(_("worst pain in 24 hours, 0 to 10"), null=True)
    pain_usual = models.PositiveSmallIntegerField(_("usual pain in 24 hours, 0 to 10"), null=True)
    pain_morning = models.PositiveSmallIntegerField(_("pain this morning, 0 to 10"), null=True)
    swelling = models.CharField(_("swelling"), max_length=10, choices=Swelling, blank=True)
    giving_way = models.BooleanField(_("gave way"), null=True)
    catching = models.BooleanField(_("caught"), null=True)
    locking = models.BooleanField(_("got stuck"), null=True)
    limp = models.BooleanField(_("limped"), null=True)
    sleep = models.PositiveSmallIntegerField(_("sleep, 0 to 10"), null=True)
    stress = models.PositiveSmallIntegerField(_("stress, 0 to 10"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("given at"), default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected at"), null=True)

    class Meta:
        verbose_name = _("daily check")
        verbose_name_plural = _("daily checks")
        triggers = [
            never_deleted(),
            behind_the_screen(at="given_at", opens=Opens.TOLD, scopes=ANY_SCOPE, days=1),
        ]
        indexes = [models.Index(fields=["patient", "on"], name="check_by_patient_day")]
        constraints = [
            models.UniqueConstraint(fields=["episode", "on"], name="check_once_a_day"),
            models.CheckConstraint(
                condition=Q(swelling__in=["", *Swelling.values]), name="check_known_swelling"
            ),
            models.CheckConstraint(
                condition=(Q(pain_worst=None) | Q(pain_worst__lte=10))
                & (Q(pain_usual=None) | Q(pain_usual__lte=10))
                & (Q(pain_morning=None) | Q(pain_morning__lte=10))
                & (Q(sleep=None) | Q(sleep__lte=10))
                & (Q(stress=None) | Q(stress__lte=10)),
                name="check_ratings_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.on}"
