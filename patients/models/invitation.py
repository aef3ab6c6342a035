"""A patient's way in: a link, by mail or as a QR code, that works once and for a while.

The token in the link is signed, not stored: a copy of this table opens no door.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from patients.models.patient import Patient


@pghistory.track()
class Invitation(PublicModel):
    patient = models.ForeignKey(
        Patient, models.PROTECT, related_name="invitations", verbose_name=_("patient")
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="invitation_expires_after_start"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="invitation_used_or_revoked"
            ),
            # A new invitation replaces the last one: at most one door is open.
            models.UniqueConstraint(
                fields=["patient"], condition=Q(used_at=None, revoked_at=None), name="invitation_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of patient {self.patient_id}"
