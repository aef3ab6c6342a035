"""The questions and words of one condition, as its protocol pack published them. Never edited."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, never_changed, never_deleted


class FormKind(models.TextChoices):
    SCREENING = "screening", _("Red-flag screen")
    ASSESSMENT = "assessment", _("Assessment")


class ConditionForm(PublicModel):
    """What a screening or an assessment asks. Answers point at the version that asked them."""

    kind = models.CharField(_("kind"), max_length=12, choices=FormKind)
    condition = models.SlugField(_("condition"), max_length=60, db_index=False)
    version = models.CharField(_("version"), max_length=40)
    checksum = models.CharField(max_length=64, help_text="sha256 of the content")
    content = models.JSONField()
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        triggers = [never_deleted(), never_changed(except_for=("is_current",))]
        constraints = [
            models.UniqueConstraint(fields=["kind", "condition", "checksum"], name="form_content_once"),
            models.UniqueConstraint(
                fields=["kind", "condition"], condition=Q(is_current=True), name="form_one_current"
            ),
            models.CheckConstraint(condition=Q(kind__in=FormKind.values), name="form_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.condition} {self.version}"
