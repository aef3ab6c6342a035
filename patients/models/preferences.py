"""How and when a patient wants to hear from us."""

from datetime import time

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from patients.models.patient import Patient


@pghistory.track(exclude=["next_reminder_at"])
class Preferences(PublicModel):
    patient = models.OneToOneField(Patient, models.PROTECT, related_name="preferences")
    reminders = models.BooleanField(_("remind me of my session"), default=True)
    remind_at = models.TimeField(_("remind me at"), default=time(17))
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_to = models.TimeField(_("quiet until"), default=time(7))
    next_reminder_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When the planner looks at this patient next (UTC); kept by the reminder service.",
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                condition=Q(reminders=True) | Q(next_reminder_at=None),
                name="preferences_no_reminder_when_off",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_at"],
                condition=Q(next_reminder_at__isnull=False),
                name="preferences_next_reminder",
            ),
        ]

    def __str__(self) -> str:
        return f"preferences of patient {self.patient_id}"
