"""What a patient says about one exercise and side on one day. A correction keeps the first version."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from patients.models import Patient
from programs.enums import LogSide, LogState, SkipReason
from programs.models.prescription import Prescription
from programs.models.program import Program


@pghistory.track()
class SessionLog(PublicModel):
    """``uuid`` is made by the client, so that sending the same log again changes nothing."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="session_logs", db_index=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="session_logs", db_index=False)
    prescription = models.ForeignKey(
        Prescription, models.PROTECT, related_name="logs", db_index=False, verbose_name=_("prescription")
    )
    side = models.CharField(_("side"), max_length=5, choices=LogSide)
    on = models.DateField(_("day"), help_text=_("In the patient's own calendar."))
    state = models.CharField(_("state"), max_length=10, choices=LogState)
    skip_reason = models.CharField(_("why left out"), max_length=15, choices=SkipReason, blank=True)
    sets_done = models.PositiveSmallIntegerField(_("sets done"), null=True)
    reps = models.PositiveSmallIntegerField(_("repetitions a set"), null=True)
    seconds = models.PositiveIntegerField(_("seconds a set"), null=True)
    pain = models.PositiveSmallIntegerField(_("pain, 0 to 10"), null=True)
    effort = models.PositiveSmallIntegerField(_("effort, 0 to 10"), null=True)
    rir = models.PositiveSmallIntegerField(_("repetitions in reserve"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    logged_at = models.DateTimeField(_("logged at"), default=clock.now)
    corrected_at = models.DateTimeField(_("corrected at"), null=True)

    class Meta:
        verbose_name = _("session log")
        verbose_name_plural = _("session logs")
        triggers = [never_deleted()]
        indexes = [
            models.Index(fields=["patient", "on"], name="log_by_patient_day"),
            models.Index(fields=["program", "on"], name="log_by_program_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["prescription", "side", "on"], name="log_once_a_side_and_day"),
            models.CheckConstraint(condition=Q(side__in=LogSide.values), name="log_known_side"),
            models.CheckConstraint(
                condition=Q(state__in=[LogState.DONE, LogState.PARTIAL], skip_reason="")
                | Q(state__in=[LogState.PARTIAL, LogState.SKIPPED], skip_reason__in=SkipReason.values),
                name="log_reason_fits_state",
            ),
            models.CheckConstraint(
                condition=(Q(pain=None) | Q(pain__lte=10))
                & (Q(effort=None) | Q(effort__lte=10))
                & (Q(rir=None) | Q(rir__lte=5)),
                name="log_ratings_in_bounds",
            ),
            models.CheckConstraint(
                condition=(Q(sets_done=None) | Q(sets_done__lte=20))
                & (Q(reps=None) | Q(reps__lte=500))
                & (Q(seconds=None) | Q(seconds__lte=36_000)),
                name="log_amounts_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_state_display()}"
