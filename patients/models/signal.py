"""One reason why a patient needs somebody: with what evidence, until when, and what became of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import PublicModel, never_deleted
from patients.models.episode import Episode
from patients.models.patient import Patient


class SignalKind(models.TextChoices):
    """In the order of their weight: what comes first is looked at first."""

    RED_FLAG = "red_flag", _("Warning sign")
    SEVERE_PAIN = "severe_pain", _("Severe pain")
    RELAPSE = "relapse", _("It came back")
    ESCALATED = "escalated", _("The rules ask for you")
    NOT_SETTLED = "not_settled", _("Not settled after 48 hours")
    RAN_AGAINST_ADVICE = "ran_against_advice", _("Ran against advice")
    PAIN_RISING = "pain_rising", _("Pain is rising")
    BAD_SESSION = "bad_session", _("A bad session")
    SILENT = "silent", _("Nothing heard")
    LOW_ADHERENCE = "low_adherence", _("Little was done for two weeks")
    NO_CHANGE = "no_change", _("No change")
    STAGE_OVERRUN = "stage_overrun", _("Too long in one stage")
    QUESTION = "question", _("A question waits")
    APPROVAL = "approval", _("A proposal waits")
    MEASURE_DUE = "measure_due", _("A measure is due")
    MISTAKE = "mistake", _("A common mistake")


class SignalState(models.TextChoices):
    OPEN = "open", _("Open")
    ACKNOWLEDGED = "acknowledged", _("Seen")
    SNOOZED = "snoozed", _("Put off")
    SETTLED = "settled", _("Settled")


@pghistory.track()
class Signal(PublicModel):
    """At most one unsettled signal of a kind a patient: what is found again refreshes it.

    ``evidence`` is what was seen, as numbers and days, for the sentence on the board.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="signals", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="signals")
    kind = models.CharField(_("reason"), max_length=20, choices=SignalKind)
    evidence = models.JSONField(default=dict)
    raised_at = models.DateTimeField(_("since"), default=clock.now)
    seen_at = models.DateTimeField(_("last found at"), default=clock.now)
    due_at = models.DateTimeField(_("look until"))
    state = models.CharField(_("state"), max_length=12, choices=SignalState, default=SignalState.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("with")
    )
    acted_at = models.DateTimeField(_("when"), null=True)
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    snoozed_until = models.DateTimeField(_("put off until"), null=True)
    note = models.CharField(_("why"), max_length=240, blank=True)
    escalated_at = models.DateTimeField(_("told the owner at"), null=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        triggers = [never_deleted()]
        indexes = [
            models.Index(fields=["patient", "state"], name="signal_by_patient"),
            models.Index(
                fields=["due_at"], condition=Q(settled_at=None, escalated_at=None), name="signal_to_escalate"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "kind"], condition=Q(settled_at=None), name="signal_one_unsettled_a_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=SignalKind.values), name="signal_known_kind"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[SignalState.OPEN, SignalState.ACKNOWLEDGED, SignalState.SNOOZED],
                    settled_at=None,
                )
                | Q(state=SignalState.SETTLED, settled_at__isnull=False),
                name="signal_settled_has_when",
            ),
            models.CheckConstraint(
                condition=Q(acted_at=None, acted_by=None) | Q(acted_at__isnull=False, acted_by__isnull=False),
                name="signal_acted_has_when_who",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignalState.SNOOZED) | Q(snoozed_until__isnull=False) & ~Q(note=""),
                name="signal_snoozed_has_until_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


@pghistory.track()
class SignalThreshold(PublicModel):
    """A number of one patient's own, in the place of the program's: when a signal of a kind is raised."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="signal_thresholds", db_index=False)
    kind = models.CharField(_("reason"), max_length=20, choices=SignalKind)
    value = models.PositiveSmallIntegerField(_("from"))
    reason = models.CharField(_("why"), max_length=240)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        triggers = [never_deleted()]
        constraints = [
            models.UniqueConstraint(fields=["patient", "kind"], name="threshold_once_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=SignalKind.values), name="threshold_known_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="threshold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"


class HowSince(models.TextChoices):
    WELL = "well", _("Well")
    NIGGLES = "niggles", _("It niggles now and then")
    RELAPSE = "relapse", _("It came back")


@pghistory.track()
class Aftercare(PublicModel):
    """The one question some months after an episode was closed: is it still good?"""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="aftercare", db_index=False)
    months = models.PositiveSmallIntegerField(_("months after the end"))
    due_on = models.DateField(_("asked on"))
    asked_at = models.DateTimeField(_("asked at"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=HowSince, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(
        null=True, help_text="The episode was opened again; not asked any more."
    )

    class Meta:
        verbose_name = _("aftercare question")
        verbose_name_plural = _("aftercare questions")
        triggers = [never_deleted()]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(asked_at=None, withdrawn_at=None), name="aftercare_to_ask"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "due_on"], condition=Q(withdrawn_at=None), name="aftercare_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answer__in=HowSince.values, answered_at__isnull=False, answered_by__isnull=False),
                name="aftercare_answered_has_when_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months after"
