"""A program: a template copied for one episode. Later edits of the template never reach it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from patients.enums import Side
from patients.models import Episode, Patient, Screening, Stop
from patients.models.doors import behind_the_screen, still_while_stopped
from programs.enums import ENDED, RUNNING, Focus, ProgramStatus
from programs.models.pack import ProtocolPack
from programs.models.template import ProgramTemplate


@pghistory.track(exclude=["evaluate_at"])
class Program(PublicModel):
    # The patient stands here too, because every read of a patient's day starts from it; a composite foreign
    # key (migration 0001) keeps it equal to the episode's.
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="programs", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="programs", verbose_name=_("episode"))
    pack = models.ForeignKey(ProtocolPack, models.PROTECT, related_name="programs", verbose_name=_("pack"))
    template = models.ForeignKey(ProgramTemplate, models.PROTECT, related_name="programs")
    name = models.CharField(_("name"), max_length=120)
    side = models.CharField(_("affected side"), max_length=5, choices=Side)
    start_on = models.DateField(_("first day"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, help_text=_("The patient's, when it was assigned.")
    )
    parameters = models.JSONField(
        default=dict, help_text="Rule parameters as they were when it was assigned."
    )
    status = models.CharField(_("status"), max_length=10, choices=ProgramStatus, default=ProgramStatus.ACTIVE)
    weeks_released = models.PositiveSmallIntegerField(
        _("weeks released"), default=1, help_text=_("How many of its weeks were decided; the last goes on.")
    )
    evaluate_at = models.DateTimeField(null=True, help_text="When the rules look at it next.")
    assigned_at = models.DateTimeField(_("assigned at"), default=clock.now)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Empty only in programs that are older than the gate; the trigger takes no new row without.
    screening = models.ForeignKey(Screening, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, help_text="The first day on which nothing is due.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        triggers = [
            never_deleted(),
            behind_the_screen(at="assigned_at"),
            still_while_stopped(column="status", value=ProgramStatus.ACTIVE),
        ]
        indexes = [
            models.Index(fields=["patient", "status"], name="program_by_patient"),
            models.Index(
                fields=["evaluate_at"],
                condition=Q(status__in=RUNNING, evaluate_at__isnull=False),
                name="program_to_evaluate",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "patient"], name="program_of_patient"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="program_known_side"),
            models.CheckConstraint(condition=Q(status__in=ProgramStatus.values), name="program_known_status"),
            models.CheckConstraint(condition=Q(weeks_released__gte=1), name="program_releases_a_week"),
            models.CheckConstraint(
                condition=Q(status__in=RUNNING, ended_on=None, ended_at=None, ended_by=None, end_reason="")
                | Q(status__in=ENDED, ended_on__isnull=False, ended_at__isnull=False, ended_by__isnull=False)
                & ~Q(end_reason=""),
                name="program_ended_has_when_who_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProgramStage(PublicModel):
    program = models.ForeignKey(Program, models.PROTECT, related_name="stages", db_index=False)
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    goal = models.CharField(_("goal"), max_length=240)
    emphasis = ArrayField(models.CharField(max_length=10, choices=Focus), verbose_name=_("focus"))
    first_week = models.PositiveSmallIntegerField(_("first week"))
    last_week = models.PositiveSmallIntegerField(_("last week"))
    min_days = models.PositiveSmallIntegerField(_("days at least"))
    exit_criteria = models.JSONField(_("exit criteria"), default=dict)
    education = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        triggers = [never_deleted()]
        ordering = ["first_week"]
        constraints = [
            models.UniqueConstraint(fields=["program", "first_week"], name="stage_starts_once"),
            models.UniqueConstraint(fields=["id", "program"], name="stage_of_program"),
            models.CheckConstraint(
                condition=Q(first_week__gte=1) & Q(last_week__gte=F("first_week")),
                name="stage_weeks_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProgramWeek(PublicModel):
    """One week of the plan. A hold lives the same program week again, and the rest moves back.

    Those up to the program's ``weeks_released`` are lived, the others planned. ``days`` is less than seven
    where the next week was approved in the middle of one that waited.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="weeks", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    week = models.PositiveSmallIntegerField(_("program week"))
    days = models.PositiveSmallIntegerField(_("days"), default=7)
    reason = models.CharField(_("reason"), max_length=240, blank=True)
    decision = models.ForeignKey("programs.Decision", models.PROTECT, null=True, related_name="weeks")

    class Meta:
        verbose_name = _("week")
        verbose_name_plural = _("weeks")
        triggers = [never_deleted()]
        ordering = ["position"]
        constraints = [
            # Deferred: inserting a held week moves all later ones by one, in one statement.
            models.UniqueConstraint(
                fields=["program", "position"],
                name="week_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(position__gte=1, week__gte=1), name="week_counts_from_one"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=7), name="week_has_up_to_seven_days"),
        ]

    def __str__(self) -> str:
        return f"week {self.week}"


@pghistory.track()
class ProgramPause(PublicModel):
    """Days on which the program stands still; ``to_on`` is the first day it goes on."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="pauses", db_index=False)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=240)
    stop = models.ForeignKey(
        Stop,
        models.PROTECT,
        null=True,
        related_name="pauses",
        help_text=_("The warning sign that paused it."),
    )
    decision = models.ForeignKey(
        "programs.Decision",
        models.PROTECT,
        null=True,
        related_name="pauses",
        help_text=_("The decision of the rules that paused it, to rest."),
    )
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resumed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        triggers = [never_deleted()]
        ordering = ["from_on"]
        indexes = [models.Index(fields=["program"], name="pause_by_program")]
        constraints = [
            models.UniqueConstraint(fields=["program"], condition=Q(to_on=None), name="pause_one_open"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="pause_in_order"
            ),
            models.CheckConstraint(
                condition=Q(paused_by__isnull=False, from_on__isnull=False) | Q(decision__isnull=False),
                name="pause_has_who_or_rule",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None, resumed_by=None)
                | Q(to_on__isnull=False, resumed_by__isnull=False)
                | Q(to_on__isnull=False, decision__isnull=False),
                name="pause_resumed_has_who",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_reason"),
        ]

    def __str__(self) -> str:
        return f"pause from {self.from_on}"
