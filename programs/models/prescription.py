"""One exercise with its dose in one program. A change closes this row and opens another."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from programs.enums import SideRule
from programs.models.pack import Exercise
from programs.models.program import Program, ProgramStage

ONE_QUANTITY = (
    Q(reps__isnull=False, time_s=None, distance_m=None, duration_min=None, plan="")
    | Q(reps=None, time_s__isnull=False, distance_m=None, duration_min=None, plan="")
    | Q(reps=None, time_s=None, distance_m__isnull=False, duration_min=None, plan="")
    | Q(reps=None, time_s=None, distance_m=None, duration_min__isnull=False, plan="")
    | Q(reps=None, time_s=None, distance_m=None, duration_min=None) & ~Q(plan="")
)


@pghistory.track()
class Prescription(PublicModel):
    program = models.ForeignKey(Program, models.PROTECT, related_name="prescriptions", db_index=False)
    stage = models.ForeignKey(ProgramStage, models.PROTECT, related_name="prescriptions")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", verbose_name=_("exercise"))
    line = models.UUIDField(
        default=uuid.uuid4, help_text="The place in the plan that this row and its predecessors fill."
    )
    position = models.PositiveSmallIntegerField(_("position"))
    is_core = models.BooleanField(_("core"))
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("days"))
    side = models.CharField(_("sides"), max_length=15, choices=SideRule)
    first_week = models.PositiveSmallIntegerField(_("from week"))
    last_week = models.PositiveSmallIntegerField(_("to week"))

    sets = models.PositiveSmallIntegerField(_("sets"))
    reps = models.PositiveSmallIntegerField(_("repetitions"), null=True)
    time_s = models.PositiveSmallIntegerField(_("seconds"), null=True)
    distance_m = models.PositiveIntegerField(_("metres"), null=True)
    duration_min = models.PositiveSmallIntegerField(_("minutes"), null=True)
    plan = models.CharField(_("running plan"), max_length=60, blank=True)
    hold_s = models.PositiveSmallIntegerField(_("hold, seconds"), null=True)
    rest_s = models.PositiveSmallIntegerField(_("rest, seconds"), null=True)
    tempo = models.CharField(_("tempo"), max_length=10, blank=True)
    load = models.CharField(_("load"), max_length=20, blank=True)
    effort_max = models.PositiveSmallIntegerField(_("effort at most"), null=True)
    rir_min = models.PositiveSmallIntegerField(_("repetitions in reserve at least"), null=True)

    effective_from = models.DateField(_("from"))
    effective_to = models.DateField(_("until"), null=True, help_text="The first day it no longer holds.")
    # Nobody opened or closed what the rules eased by themselves; their decision did.
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    open_reason = models.CharField(_("reason"), max_length=240, blank=True)
    decision = models.ForeignKey("programs.Decision", models.PROTECT, null=True, related_name="opened")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    close_decision = models.ForeignKey("programs.Decision", models.PROTECT, null=True, related_name="closed")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    prescribed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("prescription")
        verbose_name_plural = _("prescriptions")
        triggers = [never_deleted()]
        ordering = ["first_week", "position"]
        indexes = [models.Index(fields=["program", "first_week", "last_week"], name="prescription_by_week")]
        constraints = [
            models.UniqueConstraint(fields=["id", "program"], name="prescription_of_program"),
            models.UniqueConstraint(
                fields=["program", "line", "first_week"],
                condition=Q(effective_to=None),
                name="prescription_one_open",
            ),
            models.CheckConstraint(condition=ONE_QUANTITY, name="prescription_one_quantity"),
            models.CheckConstraint(
                condition=Q(sets__range=(1, 5))
                & (Q(reps=None) | Q(reps__range=(1, 100)))
                & (Q(time_s=None) | Q(time_s__range=(1, 3600)))
                & (Q(distance_m=None) | Q(distance_m__range=(1, 100_000)))
                & (Q(duration_min=None) | Q(duration_min__range=(1, 240))),
                name="prescription_quantity_in_bounds",
            ),
            models.CheckConstraint(
                condition=(Q(hold_s=None) | Q(hold_s__lte=60))
                & (Q(rest_s=None) | Q(rest_s__lte=300))
                & (Q(effort_max=None) | Q(effort_max__lte=10))
                & (Q(rir_min=None) | Q(rir_min__lte=5)),
                name="prescription_limits_in_bounds",
            ),
            models.CheckConstraint(condition=Q(side__in=SideRule.values), name="prescription_known_side"),
            models.CheckConstraint(
                condition=Q(days__contained_by=[1, 2, 3, 4, 5, 6, 7]) & Q(days__len__gte=1),
                name="prescription_days_in_week",
            ),
            models.CheckConstraint(
                condition=Q(first_week__gte=1) & Q(last_week__gte=F("first_week")),
                name="prescription_weeks_in_order",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=False, prescribed_at__isnull=False) | Q(decision__isnull=False),
                name="prescription_opened_by_who_or_rule",
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None, closed_at=None, closed_by=None, close_decision=None)
                | Q(effective_to__gte=F("effective_from"), closed_at__isnull=False)
                & (Q(closed_by__isnull=False) | Q(close_decision__isnull=False)),
                name="prescription_closed_has_when_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise}"
