"""What a clinician writes and signs: assessments and visit notes, with their findings and files.

A draft is saved as it is typed. Signed, it never changes: a correction is a new version that says why
and which one it stands for. ``signed_licence`` keeps the licence under which it was signed.
"""

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.enums import AssessmentKind, DocumentState, Side
from patients.models.episode import Episode
from patients.models.form import ConditionForm
from patients.models.patient import Patient


def locked_when_signed() -> pgtrigger.Trigger:
    """Nothing changes once it is no draft; only the patient may, when two records become one."""
    return never_changed(except_for=("patient_id",), when="OLD.state <> 'draft'")


def document_constraints(name: str) -> list[models.BaseConstraint]:
    """State and signature agree, one draft an episode, one correction a version."""
    signature: dict[str, Any] = {"signed_at__isnull": False, "signed_by__isnull": False}
    return [
        models.CheckConstraint(
            condition=Q(state=DocumentState.SIGNED, **signature) & ~Q(signed_licence="")
            | Q(state__in=[DocumentState.DRAFT, DocumentState.DISCARDED])
            & Q(signed_at=None, signed_by=None, signed_licence=""),
            name=f"{name}_signed_has_when_who_licence",
        ),
        models.CheckConstraint(
            condition=Q(supersedes=None, correction_reason="")
            | Q(supersedes__isnull=False) & ~Q(correction_reason=""),
            name=f"{name}_correction_has_reason",
        ),
        models.UniqueConstraint(
            fields=["episode"], condition=Q(state=DocumentState.DRAFT), name=f"{name}_one_draft"
        ),
        models.UniqueConstraint(
            fields=["supersedes"],
            condition=~Q(state=DocumentState.DISCARDED),
            name=f"{name}_corrected_once",
        ),
    ]


class Document(PublicModel):
    """``revision`` counts the saves of a draft, so that of two open windows none overwrites the other."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="%(class)ss", db_index=False)
    on = models.DateField(_("day of the examination"))
    remote = models.BooleanField(_("remote"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    signed_at = models.DateTimeField(_("signed at"), null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_licence = models.CharField(_("licence"), max_length=60, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    correction_reason = models.CharField(_("why corrected"), max_length=240, blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class Assessment(Document):
    """``content`` is what the form asks, by section, as it was typed."""

    kind = models.CharField(_("kind"), max_length=10, choices=AssessmentKind)
    form = models.ForeignKey(ConditionForm, models.PROTECT, related_name="assessments")
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        triggers = [never_deleted(), locked_when_signed()]
        indexes = [models.Index(fields=["patient", "-on"], name="assessment_by_patient")]
        constraints = [
            *document_constraints("assessment"),
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


@pghistory.track()
class VisitNote(Document):
    """One visit in four parts: what the patient says, what is seen, what it means, what happens next."""

    subjective = models.TextField(_("subjective"), max_length=5000, blank=True)
    objective = models.TextField(_("objective"), max_length=5000, blank=True)
    appraisal = models.TextField(_("assessment"), max_length=5000, blank=True)
    plan = models.TextField(_("plan"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("visit note")
        verbose_name_plural = _("visit notes")
        triggers = [never_deleted(), locked_when_signed()]
        indexes = [models.Index(fields=["patient", "-on"], name="note_by_patient")]
        constraints = document_constraints("note")

    def __str__(self) -> str:
        return f"note of {self.on}"


@pghistory.track()
class Finding(PublicModel):
    """A coded finding of a signed assessment; written at the moment of signing and never after."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings", db_index=False)
    code = models.SlugField(_("finding"), max_length=60, db_index=False)
    side = models.CharField(_("side"), max_length=5, choices=Side, blank=True)
    note = models.CharField(_("note"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        triggers = [
            never_deleted(),
            never_changed(),
            pgtrigger.Trigger(
                name="only_into_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
IF NOT EXISTS (SELECT 1 FROM patients_assessment WHERE id = NEW.assessment_id AND state = 'draft') THEN
    RAISE EXCEPTION 'a signed assessment takes no finding'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_only_into_a_draft', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
""",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code", "side"], name="finding_once"),
            models.CheckConstraint(condition=Q(side__in=["", *Side.values]), name="finding_known_side"),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class Attachment(PublicModel):
    """A file of the record. Its type is what its bytes say; one that came by mistake is withdrawn."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="attachments", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="attachments")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="attachments")
    note = models.ForeignKey(VisitNote, models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(_("type"), max_length=60)
    size = models.PositiveBigIntegerField(_("bytes"))
    checksum = models.CharField(max_length=64, help_text="sha256 of the bytes")
    file = models.FileField(upload_to="%Y/%m/", max_length=120)
    added_at = models.DateTimeField(_("added at"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField(_("why withdrawn"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        triggers = [
            never_deleted(),
            never_changed(except_for=("patient_id", "withdrawn_at", "withdrawn_by_id", "withdraw_reason")),
        ]
        indexes = [models.Index(fields=["patient", "-added_at"], name="attachment_by_patient")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="attachment_not_empty"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(file=""), name="attachment_has_name_and_file"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdraw_reason=""),
                name="attachment_withdrawn_has_when_who_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name
