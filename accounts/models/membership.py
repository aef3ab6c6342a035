"""Who works at which clinic, in which role, from when to when."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.clinic import Clinic
from accounts.roles import Role
from common import clock
from common.models import PublicModel


@pghistory.track()
class Membership(PublicModel):
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="memberships", verbose_name=_("clinic"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    started_at = models.DateTimeField(_("since"), default=clock.now)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=60, blank=True)
    licence_expires_on = models.DateField(_("licence valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            # One place of work at a time: "my clinic" then always has one answer.
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="membership_one_active"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_known_role"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
