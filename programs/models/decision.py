"""What the rules proposed and what became of it. Both are written once and never changed.

A decision holds everything it was made from - facts, parameters, the pack and the version of the engine - so
that it can be made again, bit for bit. When what it was made from is corrected, a new revision stands beside
it; the old one keeps its facts.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.models import Patient
from programs.models.pack import ProtocolPack
from programs.models.prescription import Prescription
from programs.models.program import Program
from programs.models.run_log import RunLog


class DecisionScope(models.TextChoices):
    CHECKIN = "checkin", _("Check-in")
    WEEKLY = "weekly", _("Week")
    LOAD = "load", _("Load")
    RUN_STEP = "run_step", _("Run")


class DecisionAction(models.TextChoices):
    AUTOMATIC = "automatic", _("Done by itself")
    APPROVED = "approved", _("Approved")
    EDITED = "edited", _("Approved with changes")
    REJECTED = "rejected", _("Rejected")
    REPLACED = "replaced", _("Replaced by a newer one")


@pghistory.track()
class Decision(PublicModel):
    """``key`` says what it is about (a week as it was lived, a day, a run, a place in the plan).

    ``waits`` is true for what lets the patient do more, or changes what was decided: it needs a clinician.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="decisions", db_index=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="decisions", db_index=False)
    scope = models.CharField(_("about"), max_length=10, choices=DecisionScope)
    key = models.CharField(max_length=60)
    revision = models.PositiveSmallIntegerField(default=1)
    on = models.DateField(_("day"), help_text=_("The last day of what it was made from."))
    prescription = models.ForeignKey(Prescription, models.PROTECT, null=True, related_name="+")
    run = models.ForeignKey(RunLog, models.PROTECT, null=True, related_name="+")
    pack = models.ForeignKey(ProtocolPack, models.PROTECT, related_name="+")
    engine = models.CharField(_("version of the rules' engine"), max_length=20)
    parameters = models.JSONField()
    facts = models.JSONField()
    proposal = models.JSONField()
    verdict = models.CharField(_("decision"), max_length=20)
    waits = models.BooleanField(_("needs a clinician"))
    made_at = models.DateTimeField(_("made at"), default=clock.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        triggers = [never_deleted(), never_changed(except_for=("patient_id",))]
        indexes = [models.Index(fields=["patient", "-made_at"], name="decision_by_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "scope", "key", "revision"], name="decision_once_a_revision"
            ),
            models.CheckConstraint(condition=Q(scope__in=DecisionScope.values), name="decision_known_scope"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="decision_revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} ({self.get_scope_display()}, {self.on})"


@pghistory.track()
class DecisionAnswer(PublicModel):
    """What became of a proposal. ``changes``: what was carried out, for the record and for the patient."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="answer")
    action = models.CharField(_("what was done"), max_length=10, choices=DecisionAction)
    answered_at = models.DateTimeField(_("when"), default=clock.now)
    clinician = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Empty when nobody was asked."),
    )
    reason = models.CharField(_("why"), max_length=500, blank=True)
    patient_words = models.CharField(_("what the patient reads"), max_length=500, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("answer to a decision")
        verbose_name_plural = _("answers to decisions")
        triggers = [never_deleted(), never_changed()]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=[DecisionAction.AUTOMATIC, DecisionAction.REPLACED], clinician=None)
                | Q(action=DecisionAction.APPROVED, clinician__isnull=False)
                | Q(action__in=[DecisionAction.EDITED, DecisionAction.REJECTED], clinician__isnull=False)
                & ~Q(reason=""),
                name="answer_has_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_action_display())
