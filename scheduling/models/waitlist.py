"""Who waits for an earlier or another time, and the visits that were paid for ahead."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common import clock
from common.models import PublicModel, never_changed, never_deleted
from patients.models import Patient
from scheduling.enums import CreditReason, WaitlistState
from scheduling.models.appointment import Appointment
from scheduling.models.availability import Practitioner
from scheduling.models.credit_order import in_order
from scheduling.models.offer import AppointmentKind


@pghistory.track()
class WaitlistEntry(PublicModel):
    """Waits in the order of asking. What is free is offered to one at a time (``offered``)."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="waitlist", db_index=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="waitlist")
    kind = models.ForeignKey(AppointmentKind, models.PROTECT, related_name="waitlist")
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, null=True, blank=True, related_name="waitlist", verbose_name=_("with")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    earliest = models.TimeField(_("not before"), null=True, blank=True)
    latest = models.TimeField(_("not after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=WaitlistState, default=WaitlistState.WAITING)
    offered = models.OneToOneField(Appointment, models.PROTECT, null=True, related_name="waitlist_entry")
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("waiting list")
        triggers = [never_deleted()]
        indexes = [
            models.Index(
                fields=["clinic", "asked_at"], condition=Q(state=WaitlistState.WAITING), name="waitlist_queue"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaitlistState.values), name="waitlist_known_state"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="waitlist_until_after_from"),
            models.CheckConstraint(
                condition=~Q(state__in=[WaitlistState.OFFERED, WaitlistState.BOOKED])
                | Q(offered__isnull=False),
                name="waitlist_offer_has_time",
            ),
            models.UniqueConstraint(
                fields=["patient", "kind"],
                condition=Q(state__in=[WaitlistState.WAITING, WaitlistState.OFFERED]),
                name="waitlist_once_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} - {self.until_on}"


@pghistory.track()
class Package(PublicModel):
    """Visits bought together. What is left of them stands in the last entry of its ledger."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="packages")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="packages")
    kind = models.ForeignKey(
        AppointmentKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for")
    )
    name = models.CharField(_("name"), max_length=80)
    price = models.CharField(_("price"), max_length=40, blank=True)
    bought_on = models.DateField(_("bought on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    sold_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("package of visits")
        verbose_name_plural = _("packages of visits")
        triggers = [never_deleted()]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="package_has_name"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("bought_on")),
                name="package_expires_after_bought",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CreditEntry(PublicModel):
    """One line of a package's ledger: written once, each with what is left after it, never below nothing."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    delta = models.SmallIntegerField(_("visits"))
    balance = models.SmallIntegerField(_("left"))
    why = models.CharField(_("why"), max_length=10, choices=CreditReason)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="credit_entries")
    note = models.CharField(_("note"), max_length=240, blank=True)
    entered_at = models.DateTimeField(_("when"), default=clock.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("entry of a package")
        verbose_name_plural = _("entries of packages")
        triggers = [never_deleted(), never_changed(), in_order()]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="credit_numbered"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="credit_never_below_zero"),
            models.CheckConstraint(
                condition=Q(why__in=[CreditReason.BOUGHT, CreditReason.RETURNED], delta__gt=0)
                | Q(why=CreditReason.USED, delta=-1)
                | Q(why=CreditReason.CORRECTED) & ~Q(delta=0) & ~Q(note=""),
                name="credit_delta_fits_reason",
            ),
            models.CheckConstraint(
                condition=Q(why__in=[CreditReason.USED, CreditReason.RETURNED], appointment__isnull=False)
                | Q(why__in=[CreditReason.BOUGHT, CreditReason.CORRECTED], appointment=None),
                name="credit_of_a_visit",
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None) | Q(entered_at__isnull=False), name="credit_entered_has_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+d}, {self.balance} left"
