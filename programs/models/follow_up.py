"""The question a day after each load: did it settle? One row a session day or run."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, never_deleted
from patients.models import Patient
from programs.models.program import Program
from programs.models.run_log import RunLog


class Settled(models.TextChoices):
    WITHIN_1H = "within_1h", _("Within an hour")
    SAME_EVENING = "same_evening", _("The same evening")
    NEXT_MORNING = "next_morning", _("The next morning")
    WITHIN_24H = "within_24h", _("Within 24 hours")
    WITHIN_48H = "within_48h", _("Within 48 hours")
    LONGER = "longer", _("It took longer")
    NOT_YET = "not_yet", _("Not yet")


@pghistory.track()
class FollowUp(PublicModel):
    """About a session day of a program, or about a run.

    ``ask_at`` is when the sweep asks next, empty once nobody will be asked any more; an answer is taken at
    any time, late ones too.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="follow_ups", db_index=False)
    program = models.ForeignKey(Program, models.PROTECT, null=True, related_name="follow_ups", db_index=False)
    run = models.OneToOneField(RunLog, models.PROTECT, null=True, related_name="follow_up")
    on = models.DateField(_("day of the load"))
    loaded_at = models.DateTimeField(_("time of the load"))
    ask_at = models.DateTimeField(_("asked next at"), null=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    settled = models.CharField(_("settled"), max_length=12, choices=Settled, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        triggers = [never_deleted()]
        indexes = [
            models.Index(fields=["patient", "on"], name="follow_up_by_patient_day"),
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="follow_up_to_ask"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "on"], condition=Q(run=None), name="follow_up_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(program__isnull=False, run=None) | Q(run__isnull=False),
                name="follow_up_of_session_or_run",
            ),
            models.CheckConstraint(
                condition=Q(settled="", answered_at=None, answered_by=None)
                | Q(settled__in=Settled.values, answered_at__isnull=False, answered_by__isnull=False),
                name="follow_up_answered_has_when_who",
            ),
            models.CheckConstraint(
                condition=Q(ask_at=None) | Q(ask_at__gt=F("loaded_at")), name="follow_up_asks_after_the_load"
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up of {self.on}"
