"""A run, as the runner tells it. A correction keeps the first version."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from patients.models import Episode, Patient


class Trend(models.TextChoices):
    BETTER = "better", _("Got better")
    SAME = "same", _("Stayed the same")
    WORSE = "worse", _("Got worse")


class Surface(models.TextChoices):
    ROAD = "road", _("Road")
    PATH = "path", _("Path or trail")
    GRASS = "grass", _("Grass")
    TRACK = "track", _("Track")
    TREADMILL = "treadmill", _("Treadmill")


class Hills(models.TextChoices):
    FLAT = "flat", _("Flat")
    SOME = "some", _("Some hills")
    DOWNHILL = "downhill", _("Long downhills")


class Pace(models.TextChoices):
    EASY = "easy", _("Easy")
    STEADY = "steady", _("Steady")
    FAST = "fast", _("Fast")


@pghistory.track()
class RunLog(PublicModel):
    """``uuid`` is made by the client. What was not answered is empty: unknown, never good."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="runs", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="runs", db_index=False)
    on = models.DateField(_("day"), help_text=_("In the patient's own calendar."))
    distance_km = models.DecimalField(_("distance in km"), max_digits=6, decimal_places=2)
    minutes = models.DecimalField(_("minutes"), max_digits=6, decimal_places=1, null=True)
    level = models.PositiveSmallIntegerField(_("walk-jog level"), null=True)
    pain_start = models.PositiveSmallIntegerField(_("pain at the start, 0 to 10"), null=True)
    pain_peak = models.PositiveSmallIntegerField(_("worst pain while running, 0 to 10"), null=True)
    pain_end = models.PositiveSmallIntegerField(_("pain at the end, 0 to 10"), null=True)
    trend = models.CharField(_("the pain"), max_length=10, choices=Trend, blank=True)
    stride_changed = models.BooleanField(_("stride changed or limped"), null=True)
    sore_in_warmup = models.BooleanField(_("sore in the warm-up"), null=True)
    cadence = models.PositiveSmallIntegerField(_("steps a minute"), null=True)
    surface = models.CharField(_("surface"), max_length=10, choices=Surface, blank=True)
    hills = models.CharField(_("hills"), max_length=10, choices=Hills, blank=True)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    logged_at = models.DateTimeField(_("logged at"), default=clock.now)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected at"), null=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        triggers = [never_deleted()]
        indexes = [models.Index(fields=["patient", "on"], name="run_by_patient_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(distance_km__gte=0, distance_km__lte=200)
                & (Q(minutes=None) | Q(minutes__gt=0, minutes__lte=1440)),
                name="run_amounts_in_bounds",
            ),
            models.CheckConstraint(
                condition=(Q(pain_start=None) | Q(pain_start__lte=10))
                & (Q(pain_peak=None) | Q(pain_peak__lte=10))
                & (Q(pain_end=None) | Q(pain_end__lte=10))
                & (Q(cadence=None) | Q(cadence__gte=60, cadence__lte=260)),
                name="run_ratings_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(trend__in=["", *Trend.values])
                & Q(surface__in=["", *Surface.values])
                & Q(hills__in=["", *Hills.values])
                & Q(pace__in=["", *Pace.values]),
                name="run_known_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.distance_km} km on {self.on}"
