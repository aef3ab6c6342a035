"""Those who ask: a visitor who wants to be seen, a patient with a question. Both are screened first."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_deleted
from patients.enums import EnquiryState, QuestionState, ScreeningScope
from patients.models.doors import ANY_SCOPE, Opens, behind_the_screen
from patients.models.episode import Episode
from patients.models.patient import Patient
from patients.models.screening import Screening


@pghistory.track()
class Enquiry(PublicModel):
    """A visitor of the public page who asks to be seen; staff register them or say no."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="enquiries", db_index=False)
    screening = models.OneToOneField(Screening, models.PROTECT, related_name="enquiry")
    condition = models.SlugField(_("condition"), max_length=60, db_index=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    date_of_birth = models.DateField(_("date of birth"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    guardian_name = models.CharField(_("parent or guardian"), max_length=120, blank=True)
    message = models.TextField(_("what it is about"), max_length=2000, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)
    due_at = models.DateTimeField(_("answer until"))
    state = models.CharField(_("state"), max_length=10, choices=EnquiryState, default=EnquiryState.OPEN)
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="enquiries")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decline_reason = models.CharField(_("why not"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        triggers = [
            never_deleted(),
            behind_the_screen(
                at="sent_at",
                opens=Opens.NO_EMERGENCY,
                scopes=(ScreeningScope.INTAKE,),
                days=1,
                owner="clinic_id",
                episode=False,
            ),
        ]
        indexes = [models.Index(fields=["clinic", "state", "due_at"], name="enquiry_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EnquiryState.OPEN, settled_at=None, settled_by=None, patient=None)
                | Q(state=EnquiryState.REGISTERED, settled_at__isnull=False, settled_by__isnull=False)
                & Q(patient__isnull=False)
                | Q(state=EnquiryState.DECLINED, settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(decline_reason=""),
                name="enquiry_settled_has_when_who_how",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="enquiry_has_name_and_address"),
        ]

    def __str__(self) -> str:
        return f"enquiry of {self.sent_at:%Y-%m-%d}"


@pghistory.track()
class Question(PublicModel):
    """A patient's question to the clinic; ``due_at`` says until when it should have its answer."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="questions", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="questions")
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    text = models.TextField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("answer until"))
    state = models.CharField(_("state"), max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    reply = models.TextField(_("answer"), max_length=4000, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        triggers = [
            never_deleted(),
            behind_the_screen(at="asked_at", scopes=ANY_SCOPE, days=1, episode=False),
        ]
        indexes = [
            models.Index(fields=["patient", "-asked_at"], name="question_by_patient"),
            models.Index(fields=["due_at"], condition=Q(state="open"), name="question_queue"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text"),
            models.CheckConstraint(
                condition=Q(state=QuestionState.OPEN, replied_at=None, replied_by=None, reply="")
                | Q(state=QuestionState.ANSWERED, replied_at__isnull=False, replied_by__isnull=False)
                & ~Q(reply="")
                | Q(state=QuestionState.CLOSED, replied_at__isnull=False, replied_by__isnull=False),
                name="question_answered_has_when_who_what",
            ),
        ]

    def __str__(self) -> str:
        return f"question of {self.asked_at:%Y-%m-%d}"
