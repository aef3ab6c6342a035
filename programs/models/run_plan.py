"""Where a patient stands on the way back to running: the walk-jog level, then the distance."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from programs.models.program import Program


class RunPhase(models.TextChoices):
    MODIFIED = "modified", _("Goes on running, with less")
    WALK_JOG = "walk_jog", _("Walks and jogs")
    MILEAGE = "mileage", _("Builds distance")


class RunChange(models.TextChoices):
    """What may grow, one at a time and in this order."""

    DURATION = "duration", _("Longer")
    DAYS = "days", _("More days")
    HILLS = "hills", _("Hills")
    SPEED = "speed", _("Faster")
    DOWNHILL = "downhill", _("Downhill and stairs")


@pghistory.track()
class RunPlan(PublicModel):
    """One a program; a clinician lets the patient begin (``entered_by``). Level and passes follow decisions.

    ``paused_at``: the rules or a clinician stopped running until a clinician lets it go on.
    ``eased_on``: since this day the plan is easier than it was before a red run.
    """

    program = models.OneToOneField(Program, models.PROTECT, related_name="run_plan")
    phase = models.CharField(_("phase"), max_length=10, choices=RunPhase)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    passes = models.PositiveSmallIntegerField(_("passed runs at this level"), default=0)
    change = models.CharField(
        _("what grows now"), max_length=10, choices=RunChange, default=RunChange.DURATION
    )
    next_run_on = models.DateField(_("next run not before"), null=True)
    eased_on = models.DateField(_("eased on"), null=True)
    paused_at = models.DateTimeField(_("running paused at"), null=True)
    pause_reason = models.CharField(_("why paused"), max_length=240, blank=True)
    build_started_on = models.DateField(_("building distance since"), null=True)
    entered_at = models.DateTimeField(_("began at"), default=clock.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    goal_event = models.CharField(_("goal"), max_length=120, blank=True)
    goal_on = models.DateField(_("day of the goal"), null=True)
    goal_km = models.DecimalField(_("distance of the goal in km"), max_digits=5, decimal_places=1, null=True)

    class Meta:
        verbose_name = _("running plan")
        verbose_name_plural = _("running plans")
        triggers = [never_deleted()]
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=RunPhase.values), name="run_plan_known_phase"),
            models.CheckConstraint(condition=Q(change__in=RunChange.values), name="run_plan_known_change"),
            models.CheckConstraint(condition=Q(level__gte=1), name="run_plan_level_from_one"),
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="")
                | Q(paused_at__isnull=False) & ~Q(pause_reason=""),
                name="run_plan_paused_has_why",
            ),
            models.CheckConstraint(
                condition=Q(goal_on=None, goal_km=None) | Q(goal_on__isnull=False, goal_km__gt=0),
                name="run_plan_goal_has_day_and_distance",
            ),
        ]

    def __str__(self) -> str:
        return f"running plan of program {self.program_id}"
