"""Calendars that leave the house, and busy times that come into it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, never_deleted
from patients.models import Patient
from scheduling.models.availability import Practitioner


@pghistory.track()
class CalendarFeed(PublicModel):
    """A private address at which calendar programs read somebody's visits. Only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="feeds")
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("private calendar address")
        verbose_name_plural = _("private calendar addresses")
        triggers = [never_deleted()]
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner=None, patient__isnull=False)
                | Q(practitioner__isnull=False, patient=None),
                name="feed_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar address of {self.created_at:%Y-%m-%d}"


@pghistory.track(exclude=["fetched_at", "good_at", "etag", "problem"])
class OutsideCalendar(PublicModel):
    """An address elsewhere from which a practitioner's busy times are read. The last good copy is kept."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="outside_calendars")
    url = models.CharField(_("address"), max_length=500)
    is_active = models.BooleanField(_("in use"), default=True)
    fetched_at = models.DateTimeField(_("looked at"), null=True)
    good_at = models.DateTimeField(_("last read"), null=True)
    etag = models.CharField(max_length=240, blank=True)
    problem = models.CharField(_("what is wrong"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("outside calendar")
        verbose_name_plural = _("outside calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "url"], condition=Q(is_active=True), name="outside_calendar_once"
            ),
        ]

    def __str__(self) -> str:
        return f"outside calendar of practitioner {self.practitioner_id}"


class OutsideBusy(models.Model):
    """Busy time read from outside. Each reading replaces the one before, so it has no history."""

    calendar = models.ForeignKey(OutsideCalendar, models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("busy elsewhere")
        verbose_name_plural = _("busy elsewhere")
        indexes = [models.Index(fields=["calendar", "ends_at"], name="outside_busy_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="outside_busy_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
