"""The red-flag screen: what a person answered, what it came to, and the stop it raised."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.enums import Outcome, ScreeningScope
from patients.models.form import ConditionForm
from patients.models.patient import Patient


@pghistory.track()
class Screening(PublicModel):
    """Locked once given; a visitor's becomes a patient's when they are registered, and nothing else changes.

    ``asked`` keeps every question as it was read, the clinic's own and raised ones too; ``answers`` maps its
    id to yes or no. ``uuid`` is made by the client, so that sending it again changes nothing.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="screenings")
    patient = models.ForeignKey(
        Patient,
        models.PROTECT,
        null=True,
        related_name="screenings",
        db_index=False,
        verbose_name=_("patient"),
    )
    form = models.ForeignKey(ConditionForm, models.PROTECT, related_name="screenings")
    condition = models.SlugField(_("condition"), max_length=60, db_index=False)
    scope = models.CharField(_("asked"), max_length=10, choices=ScreeningScope)
    asked = models.JSONField(_("questions"))
    answers = models.JSONField(_("answers"))
    positives = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("answered with yes"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    given_at = models.DateTimeField(_("given at"), default=clock.now)
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Empty for a visitor."),
    )

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        triggers = [never_deleted(), never_changed(except_for=("patient_id",))]
        indexes = [
            models.Index(fields=["patient", "-given_at"], name="screening_by_patient"),
        ]
        constraints = [
            # The target of the composite foreign key that ties a stop's patient to its screening's.
            models.UniqueConstraint(fields=["id", "patient"], name="screening_of_patient"),
            models.CheckConstraint(
                condition=Q(scope__in=ScreeningScope.values), name="screening_known_scope"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.CLEAR, positives=[])
                | Q(outcome__in=[Outcome.URGENT, Outcome.EMERGENCY]) & ~Q(positives=[]),
                name="screening_outcome_fits_answers",
            ),
            models.CheckConstraint(
                condition=Q(respondent__isnull=False) | Q(scope=ScreeningScope.INTAKE),
                name="screening_visitor_at_intake",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.given_at:%Y-%m-%d}"


@pghistory.track()
class Stop(PublicModel):
    """A patient may not go on until a clinician lifts it, with a reason. One a screening."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="stops", db_index=False)
    screening = models.OneToOneField(Screening, models.PROTECT, related_name="stop")
    level = models.CharField(_("level"), max_length=10, choices=Outcome)
    raised_at = models.DateTimeField(_("raised at"), default=clock.now)
    contact_by = models.DateTimeField(_("contact until"))
    contacted_at = models.DateTimeField(_("contacted at"), null=True)
    contacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    contact_note = models.CharField(_("what was said"), max_length=500, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(_("why lifted"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        triggers = [never_deleted()]
        indexes = [
            models.Index(fields=["patient"], condition=Q(lifted_at=None), name="stop_open_by_patient"),
            models.Index(fields=["patient", "raised_at"], name="stop_by_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[Outcome.URGENT, Outcome.EMERGENCY]), name="stop_known_level"
            ),
            models.CheckConstraint(
                condition=Q(contacted_at=None, contacted_by=None)
                | Q(contacted_at__isnull=False, contacted_by__isnull=False),
                name="stop_contacted_has_when_who",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | Q(lifted_at__gte=F("raised_at"), lifted_by__isnull=False) & ~Q(lift_reason=""),
                name="stop_lifted_has_when_who_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} stop of patient {self.patient_id}"


@pghistory.track()
class ScreeningAddition(PublicModel):
    """A question a clinic asks beside the pack's, or one of the pack's that it takes more seriously.

    Nothing here can take a question away or lower it: ``raises`` names a question of the pack that becomes an
    emergency; otherwise the row is a question of its own.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="screening_additions")
    condition = models.SlugField(_("condition"), max_length=60)
    raises = models.CharField(_("question of the pack"), max_length=20, blank=True)
    code = models.CharField(_("number"), max_length=20)
    ask = models.CharField(_("question"), max_length=300, blank=True)
    why = models.CharField(_("what it may mean"), max_length=240, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Outcome)
    ask_at = ArrayField(
        models.CharField(max_length=10, choices=ScreeningScope), default=list, verbose_name=_("asked")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("question of the clinic")
        verbose_name_plural = _("questions of the clinic")
        triggers = [never_deleted(), never_changed()]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "condition", "code"], name="addition_code_once"),
            models.UniqueConstraint(
                fields=["clinic", "condition", "raises"],
                condition=~Q(raises=""),
                name="addition_raises_once",
            ),
            models.CheckConstraint(
                condition=Q(raises="", level__in=[Outcome.URGENT, Outcome.EMERGENCY])
                & ~Q(ask="")
                & ~Q(ask_at=[])
                | ~Q(raises="") & Q(level=Outcome.EMERGENCY, ask="", ask_at=[]),
                name="addition_asks_or_raises",
            ),
        ]

    def __str__(self) -> str:
        return self.code
