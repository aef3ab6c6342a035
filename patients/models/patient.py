"""A person in the care of one clinic."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_deleted
from common.validators import validate_time_zone
from patients.enums import ReferralSource, Relation
from patients.rules.ages import ADULT


@pghistory.track()
class Patient(PublicModel):
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="patients", verbose_name=_("clinic"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="patient",
        verbose_name=_("sign-in"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    language = models.CharField(_("language"), max_length=10, default="en", choices=settings.LANGUAGES)
    emergency_name = models.CharField(_("emergency contact"), max_length=120, blank=True)
    emergency_phone = models.CharField(_("emergency contact's phone"), max_length=32, blank=True)
    emergency_relation = models.CharField(
        _("emergency contact is"), max_length=10, choices=Relation, blank=True
    )
    referral_source = models.CharField(_("came through"), max_length=10, choices=ReferralSource, blank=True)
    referral_note = models.CharField(_("referred by"), max_length=240, blank=True)
    primary_physio = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("physio in charge"),
    )
    shows_weight = models.BooleanField(
        _("weight may be shown"),
        default=False,
        help_text=_("Weight stays hidden unless the patient wants it."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="merged",
        editable=False,
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        triggers = [never_deleted()]
        constraints = [
            # The target of the composite foreign keys that keep a patient's rows at the patient's clinic.
            models.UniqueConstraint(fields=["id", "clinic"], name="patient_of_clinic"),
            models.CheckConstraint(condition=~Q(name=""), name="patient_has_name"),
            models.CheckConstraint(condition=~Q(time_zone=""), name="patient_has_time_zone"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="patient_email_is_lower_case"),
            models.UniqueConstraint(
                fields=["clinic", "email"],
                condition=~Q(email="") & Q(merged_into=None),
                name="patient_email_once_a_clinic",
            ),
            models.CheckConstraint(
                condition=Q(emergency_relation__in=["", *Relation.values])
                & Q(referral_source__in=["", *ReferralSource.values]),
                name="patient_known_words",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")) & Q(user=None),
                name="patient_merged_into_another",
            ),
        ]
        indexes = [
            models.Index("clinic", Lower("name"), name="patient_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def age(self) -> int | None:
        """Years on the patient's own today; None when the date of birth is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        today = clock.today_in(self.time_zone)
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    def is_minor(self) -> bool:
        """Under 18 on the patient's own today. Who gave no date of birth counts as an adult, and is asked."""
        age = self.age()
        return age is not None and age < ADULT
