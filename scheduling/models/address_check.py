"""Whether a visitor of the public page reads the mail of the address they gave."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common.models import PublicModel

MOST_TRIES = 5


class AddressCheck(PublicModel):
    """One code that is sent to an address. The code is not stored, nor what it could be made from without the
    server's secret (services/address_checks.py). Rows are removed after a day: they are about nobody yet.

    ``is_known``: there is a record already. A mail says so to the address, and no code opens anything.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"))
    is_known = models.BooleanField(default=False)
    expires_at = models.DateTimeField(_("valid until"))
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check of an address")
        verbose_name_plural = _("checks of addresses")
        indexes = [models.Index(fields=["email", "created_at"], name="address_check_by_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="address_check_is_lower_case"
            ),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="address_check_few_tries"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="address_check_expires_after_start"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(is_known=False), name="address_check_known_stays_shut"
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.created_at:%Y-%m-%d %H:%M}"
