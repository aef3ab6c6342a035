"""Who else stands around a patient, what they agreed to, and records that were one person's."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.enums import ConsentKind, ProxyScope, Relation
from patients.models.patient import Patient


@pghistory.track()
class Proxy(PublicModel):
    """Somebody who may look at, or act in, a patient's portal. Under 18 a guardian must be there."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="proxies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proxies")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    scope = models.CharField(_("scope"), max_length=5, choices=ProxyScope)
    is_guardian = models.BooleanField(_("legal guardian"), default=False)
    granted_at = models.DateTimeField(_("since"), default=clock.now)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_on = models.DateField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("access for somebody else")
        verbose_name_plural = _("access for others")
        triggers = [never_deleted()]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "user"], condition=Q(revoked_at=None), name="proxy_once"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values) & Q(scope__in=ProxyScope.values),
                name="proxy_known_words",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="proxy_revoked_has_when_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} of patient {self.patient_id}"

    def is_in_force(self) -> bool:
        """Does it open anything today? ``ends_on`` is its last day; a guardian's ends when the patient is 18.

        Worked out whenever it is asked, so that no job has to come first.
        """
        if self.revoked_at or (self.ends_on and self.ends_on < clock.today_in(self.patient.time_zone)):
            return False
        return not self.is_guardian or self.patient.age() is None or self.patient.is_minor()

    def acts(self) -> bool:
        """May this person log, answer and agree in the patient's place?"""
        return self.scope == ProxyScope.ACT and self.is_in_force()


class ConsentText(PublicModel):
    """A text a clinic asks its patients to agree to. A changed text is a new version."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="consent_texts", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ConsentKind)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=20_000)
    required = models.BooleanField(_("needed to use the portal"), default=True)
    published_at = models.DateTimeField(_("published at"), default=clock.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("text to agree to")
        verbose_name_plural = _("texts to agree to")
        triggers = [never_deleted(), never_changed()]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "kind", "version"], name="consent_text_version_once"),
            models.CheckConstraint(condition=Q(kind__in=ConsentKind.values), name="consent_text_known_kind"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="consent_text_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


@pghistory.track()
class Consent(PublicModel):
    """A patient agreed to a text as it stood; withdrawing keeps the row."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="consents", db_index=False)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("agreed at"), default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        triggers = [
            never_deleted(),
            never_changed(except_for=("patient_id", "withdrawn_at", "withdrawn_by_id")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "text"], condition=Q(withdrawn_at=None), name="consent_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("given_at"), withdrawn_by__isnull=False),
                name="consent_withdrawn_has_when_who",
            ),
        ]

    def __str__(self) -> str:
        return f"consent of patient {self.patient_id}"


@pghistory.track()
class Merge(PublicModel):
    """Two records of one person became one. ``moved`` lists the rows that changed hands, for the way back."""

    kept = models.ForeignKey(Patient, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=240)
    merged_at = models.DateTimeField(_("merged at"), default=clock.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        triggers = [never_deleted(), never_changed(except_for=("undone_at", "undone_by_id"))]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="merge_once"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_has_when_who",
            ),
        ]

    def __str__(self) -> str:
        return f"merge of {self.merged_at:%Y-%m-%d}"
