"""The plans a pack offers: stages of weeks with a focus, and their exercises. The loader writes them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from programs.enums import Focus
from programs.models.pack import Exercise, ProtocolPack


class ProgramTemplate(PublicModel):
    pack = models.ForeignKey(ProtocolPack, models.PROTECT, related_name="templates", db_index=False)
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    weeks = models.PositiveSmallIntegerField(_("weeks"))
    suits = ArrayField(models.TextField(), default=list, verbose_name=_("suits"))
    not_for = ArrayField(models.TextField(), default=list, verbose_name=_("not for"))
    parameters = models.JSONField(
        default=dict, help_text="The pack's rule parameters with the template's overrides."
    )
    tags = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("program template")
        verbose_name_plural = _("program templates")
        constraints = [
            models.UniqueConstraint(fields=["pack", "slug"], name="template_once_a_pack"),
            models.CheckConstraint(condition=Q(weeks__range=(1, 26)), name="template_weeks_in_bounds"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateStage(PublicModel):
    template = models.ForeignKey(ProgramTemplate, models.PROTECT, related_name="stages", db_index=False)
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    goal = models.CharField(_("goal"), max_length=240)
    emphasis = ArrayField(models.CharField(max_length=10, choices=Focus), verbose_name=_("focus"))
    first_week = models.PositiveSmallIntegerField(_("first week"))
    last_week = models.PositiveSmallIntegerField(_("last week"))
    min_days = models.PositiveSmallIntegerField(_("days at least"))
    exit_criteria = models.JSONField(_("exit criteria"), default=dict)
    education = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("education"))

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["first_week"]
        constraints = [
            models.UniqueConstraint(fields=["template", "first_week"], name="template_stage_starts_once"),
            models.CheckConstraint(
                condition=Q(first_week__gte=1) & Q(last_week__gte=F("first_week")),
                name="template_stage_weeks_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateItem(PublicModel):
    """One exercise in a stage, with its dose for every week of the stage."""

    stage = models.ForeignKey(TemplateStage, models.PROTECT, related_name="items", db_index=False)
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", verbose_name=_("exercise"))
    position = models.PositiveSmallIntegerField(_("position"))
    is_core = models.BooleanField(_("core"))
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("days"))
    side = models.CharField(_("sides"), max_length=15)
    doses = models.JSONField(_("doses"), help_text="Program week (as text) to dose, resolved by the loader.")

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "position"], name="template_item_position_once"),
            models.CheckConstraint(
                condition=Q(days__contained_by=[1, 2, 3, 4, 5, 6, 7]) & Q(days__len__gte=1),
                name="template_item_days_in_week",
            ),
        ]

    def __str__(self) -> str:
        return str(self.exercise)
