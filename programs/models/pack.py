"""A protocol pack as it was loaded, and its exercise library. Written by the loader only, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from programs.enums import Focus, Mode, SideRule


class ProtocolPack(PublicModel):
    """One loaded version. A changed pack is a new row; running programs keep the row they started from."""

    slug = models.SlugField(_("pack"), max_length=60, db_index=False)
    version = models.CharField(_("version"), max_length=20)
    revision = models.PositiveSmallIntegerField(
        _("revision"),
        default=1,
        help_text=_("Counts contents that were loaded under the same version number."),
    )
    checksum = models.CharField(
        max_length=64, help_text="sha256 of the content, independent of its formatting"
    )
    condition = models.SlugField(_("condition"), max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    status = models.CharField(_("review status"), max_length=40)
    content = models.JSONField(
        help_text="The whole pack as read: rules, screening, measures and education too."
    )
    is_current = models.BooleanField(_("offered for new programs"), default=True)

    class Meta:
        verbose_name = _("protocol pack")
        verbose_name_plural = _("protocol packs")
        constraints = [
            models.UniqueConstraint(fields=["slug", "version", "revision"], name="pack_version_once"),
            models.UniqueConstraint(fields=["slug", "checksum"], name="pack_content_once"),
            models.UniqueConstraint(fields=["slug"], condition=Q(is_current=True), name="pack_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.label}"

    @property
    def label(self) -> str:
        """The version people read; a revision shows only when there is more than one."""
        return self.version if self.revision == 1 else f"{self.version} (revision {self.revision})"


class Exercise(PublicModel):
    """A library entry: how it is done, what to watch for, its neighbours, its default dose."""

    pack = models.ForeignKey(ProtocolPack, models.PROTECT, related_name="exercises", db_index=False)
    slug = models.SlugField(max_length=80, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    focus = models.CharField(_("focus"), max_length=10, choices=Focus)
    mode = models.CharField(_("kind"), max_length=10, choices=Mode)
    side = models.CharField(_("sides"), max_length=15, choices=SideRule)
    position = models.CharField(_("position"), max_length=40, blank=True)
    equipment = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("equipment"))
    knee_load = models.CharField(_("kneecap load"), max_length=10)
    cue = models.CharField(_("cue"), max_length=80)
    purpose = models.CharField(_("why"), max_length=240)
    instructions = ArrayField(models.TextField(), verbose_name=_("steps"))
    errors = ArrayField(models.TextField(), default=list, verbose_name=_("common errors"))
    cautions = ArrayField(models.TextField(), default=list, verbose_name=_("cautions"))
    avoid_if = ArrayField(models.TextField(), default=list, verbose_name=_("avoid if"))
    tags = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("sources"))
    default_dose = models.JSONField(_("default dose"))
    easier = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("easier neighbour")
    )
    harder = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("harder neighbour")
    )

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        constraints = [
            models.UniqueConstraint(fields=["pack", "slug"], name="exercise_once_a_pack"),
            models.CheckConstraint(condition=Q(focus__in=Focus.values), name="exercise_known_focus"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="exercise_known_mode"),
            models.CheckConstraint(condition=Q(side__in=SideRule.values), name="exercise_known_side"),
            models.CheckConstraint(
                condition=(Q(easier=None) | ~Q(easier=F("id"))) & (Q(harder=None) | ~Q(harder=F("id"))),
                name="exercise_not_its_own_neighbour",
            ),
        ]
        indexes = [
            models.Index(fields=["pack", "focus"], name="exercise_by_focus"),
            GinIndex(fields=["equipment"], name="exercise_by_equipment"),
        ]

    def __str__(self) -> str:
        return self.name
