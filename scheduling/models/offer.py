"""What can be booked, where, and by which rules of the clinic."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common.models import PublicModel
from common.validators import validate_time_zone
from scheduling.enums import BookableBy, Color, RoomProvider

LONGEST_MINUTES = 8 * 60


@pghistory.track()
class Location(PublicModel):
    """A place where patients are seen. A remote visit has none."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="locations")
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=240, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        constraints = [
            models.UniqueConstraint(fields=["id", "clinic"], name="location_of_clinic"),
            models.UniqueConstraint(fields=["clinic", "name"], name="location_name_once"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(time_zone=""), name="location_has_name_and_zone"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class AppointmentKind(PublicModel):
    """What can be booked. Buffers are minutes before and after that nobody else gets; they add up."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="appointment_kinds", db_index=False)
    name = models.CharField(_("name"), max_length=80)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    is_remote = models.BooleanField(_("by video"), default=True)
    buffer_before = models.PositiveSmallIntegerField(_("minutes kept free before"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("minutes kept free after"), default=0)
    price = models.CharField(_("price as patients read it"), max_length=40, blank=True)
    who_may_book = models.CharField(
        _("who may book"), max_length=10, choices=BookableBy, default=BookableBy.NOBODY
    )
    for_new_patients = models.BooleanField(_("on the public page"), default=False)
    color = models.CharField(_("colour"), max_length=10, choices=Color, default=Color.TEAL)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of appointment")
        verbose_name_plural = _("kinds of appointment")
        constraints = [
            models.UniqueConstraint(fields=["id", "clinic"], name="appointment_kind_of_clinic"),
            models.UniqueConstraint(fields=["clinic", "name"], name="appointment_kind_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="appointment_kind_has_name"),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=LONGEST_MINUTES)
                & Q(buffer_before__lte=240, buffer_after__lte=240),
                name="appointment_kind_lasts",
            ),
            models.CheckConstraint(
                condition=Q(who_may_book__in=BookableBy.values) & Q(color__in=Color.values),
                name="appointment_kind_known_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Policy(PublicModel):
    """The clinic's rules of booking. A clinic without a row lives by these defaults."""

    clinic = models.OneToOneField(Clinic, models.PROTECT, related_name="booking_policy")
    notice_minutes = models.PositiveIntegerField(_("shortest notice in minutes"), default=240)
    horizon_days = models.PositiveSmallIntegerField(_("days ahead"), default=60)
    granularity_minutes = models.PositiveSmallIntegerField(_("a start every so many minutes"), default=15)
    cutoff_hours = models.PositiveSmallIntegerField(
        _("patients change until so many hours before"), default=24
    )
    hold_minutes = models.PositiveSmallIntegerField(_("minutes a time is kept"), default=10)
    grace_minutes = models.PositiveSmallIntegerField(_("minutes before a change is told"), default=3)
    offer_minutes = models.PositiveSmallIntegerField(_("minutes an offer stands"), default=120)
    holiday_country = models.CharField(_("country of the holidays"), max_length=2, blank=True)
    holiday_region = models.CharField(_("region of the holidays"), max_length=30, blank=True)
    works_on = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("holidays worked"))
    room_provider = models.CharField(
        _("video rooms"), max_length=10, choices=RoomProvider, default=RoomProvider.BUILTIN
    )
    jitsi_url = models.URLField(_("address of the Jitsi"), blank=True)

    class Meta:
        verbose_name = _("booking policy")
        verbose_name_plural = _("booking policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(notice_minutes__lte=60 * 24 * 60, horizon_days__gte=1, horizon_days__lte=366)
                & Q(granularity_minutes__gte=5, granularity_minutes__lte=240, cutoff_hours__lte=24 * 14)
                & Q(hold_minutes__gte=1, hold_minutes__lte=60, grace_minutes__lte=60)
                & Q(offer_minutes__gte=5, offer_minutes__lte=60 * 24 * 2),
                name="policy_sensible",
            ),
            models.CheckConstraint(
                condition=Q(room_provider=RoomProvider.BUILTIN)
                | Q(room_provider=RoomProvider.JITSI) & ~Q(jitsi_url=""),
                name="policy_room_has_address",
            ),
        ]

    def __str__(self) -> str:
        return f"booking policy of clinic {self.clinic_id}"
