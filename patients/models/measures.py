"""Questionnaires as data, what patients answered, the scores; and single numbers over time."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.enums import MeasurementSource, Occasion, Side
from patients.models.document import Assessment
from patients.models.episode import Episode
from patients.models.patient import Patient


@pghistory.track()
class Measure(PublicModel):
    """A questionnaire: bundled with a protocol pack (no clinic), or imported by one clinic for itself."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, blank=True, related_name="measures")
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    conditions = ArrayField(
        models.SlugField(max_length=60), default=list, help_text=_("Empty: for every condition.")
    )
    retired_at = models.DateTimeField(_("retired at"), null=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        triggers = [never_deleted()]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "slug"], nulls_distinct=False, name="measure_slug_once_a_clinic"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureVersion(PublicModel):
    """Published once and never edited. ``content`` is the definition that scoring reads."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=40)
    checksum = models.CharField(max_length=64)
    content = models.JSONField()
    licence = models.TextField(_("licence"))
    source = models.TextField(_("source"), blank=True)
    bundled = models.BooleanField(default=False)
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    attested_name = models.CharField(_("attested by"), max_length=120, blank=True)
    attested_at = models.DateTimeField(_("attested at"), null=True)
    attestation = models.TextField(_("attestation"), blank=True)
    published_at = models.DateTimeField(_("published at"), default=clock.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("version of a measure")
        verbose_name_plural = _("versions of measures")
        triggers = [never_deleted(), never_changed(except_for=("is_current",))]
        constraints = [
            models.UniqueConstraint(fields=["measure", "version"], name="measure_version_once"),
            models.UniqueConstraint(fields=["measure", "checksum"], name="measure_content_once"),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(is_current=True), name="measure_one_current"
            ),
            models.CheckConstraint(
                condition=Q(bundled=True, attested_by=None, attested_at=None, attestation="")
                | Q(bundled=False, attested_by__isnull=False, attested_at__isnull=False)
                & ~Q(attested_name="")
                & ~Q(attestation=""),
                name="measure_imported_is_attested",
            ),
            models.CheckConstraint(condition=~Q(licence=""), name="measure_has_licence"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.version}"


@pghistory.track()
class MeasureResponse(PublicModel):
    """A questionnaire filled in. ``uuid`` is made by the client; a correction keeps the first version."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="responses", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="responses")
    version = models.ForeignKey(MeasureVersion, models.PROTECT, related_name="responses")
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion)
    on = models.DateField(_("day"))
    answers = models.JSONField(_("answers"))
    given_at = models.DateTimeField(_("given at"), default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected at"), null=True)

    class Meta:
        verbose_name = _("answers to a measure")
        verbose_name_plural = _("answers to measures")
        triggers = [never_deleted()]
        indexes = [models.Index(fields=["patient", "on"], name="response_by_patient")]
        constraints = [
            models.UniqueConstraint(fields=["episode", "version", "on"], name="response_once_a_day"),
            models.CheckConstraint(condition=Q(occasion__in=Occasion.values), name="response_known_occasion"),
        ]

    def __str__(self) -> str:
        return f"answers of {self.on}"


@pghistory.track()
class MeasureScore(models.Model):
    """One number from a response; it keeps the method that made it. None: not enough was answered."""

    response = models.ForeignKey(MeasureResponse, models.PROTECT, related_name="scores", db_index=False)
    scale = models.CharField(_("scale"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=9, decimal_places=3, null=True)
    method = models.CharField(_("method"), max_length=40)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        triggers = [never_deleted()]
        constraints = [models.UniqueConstraint(fields=["response", "scale"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.scale} {self.value}"


@pghistory.track()
class Measurement(PublicModel):
    """One number on one day: strength, range, cadence, weekly distance. A wrong one is voided, not edited."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="measurements", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="measurements")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="measurements")
    code = models.SlugField(_("what"), max_length=60, db_index=False)
    side = models.CharField(_("side"), max_length=5, choices=Side, blank=True)
    value = models.DecimalField(_("value"), max_digits=10, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20)
    on = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=10, choices=MeasurementSource)
    source_name = models.CharField(_("from"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(_("why withdrawn"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        triggers = [
            never_deleted(),
            never_changed(except_for=("patient_id", "voided_at", "voided_by_id", "void_reason")),
        ]
        indexes = [models.Index(fields=["patient", "code", "on"], name="measurement_series")]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["", *Side.values]) & Q(source__in=MeasurementSource.values),
                name="measurement_known_words",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="measurement_voided_has_when_who_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value} {self.unit}"
