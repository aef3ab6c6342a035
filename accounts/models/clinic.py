"""The clinic: the tenant to which every patient, program and appointment belongs."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from common.validators import validate_time_zone


@pghistory.track()
class Clinic(PublicModel):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    language = models.CharField(_("language"), max_length=10, default="en")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=32,
        help_text=_("The number patients call in an emergency where you are."),
    )

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="clinic_has_name"),
            models.CheckConstraint(condition=~models.Q(time_zone=""), name="clinic_has_time_zone"),
            models.CheckConstraint(
                condition=~models.Q(emergency_number=""), name="clinic_has_emergency_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name
