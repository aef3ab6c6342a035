"""Who can be booked, and when: weekly hours on the wall clock of their zone, more hours, time off."""

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common.models import PublicModel
from common.validators import validate_time_zone
from scheduling.models.offer import AppointmentKind, Location


@pghistory.track()
class Practitioner(PublicModel):
    """Somebody of the staff who sees patients at a clinic; their hours are read in ``time_zone``."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="practitioners", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practitioners")
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    daily_limit = models.PositiveSmallIntegerField(_("visits a day at most"), null=True, blank=True)
    is_bookable = models.BooleanField(_("can be booked"), default=True)
    title = models.CharField(_("as patients read it"), max_length=120, blank=True)
    bio = models.TextField(_("about"), max_length=1000, blank=True)
    kinds = models.ManyToManyField(AppointmentKind, related_name="practitioners", verbose_name=_("offers"))

    class Meta:
        verbose_name = _("practitioner")
        verbose_name_plural = _("practitioners")
        constraints = [
            models.UniqueConstraint(fields=["id", "clinic"], name="practitioner_of_clinic"),
            models.UniqueConstraint(fields=["clinic", "user"], name="practitioner_once_a_clinic"),
            models.CheckConstraint(condition=~Q(time_zone=""), name="practitioner_has_zone"),
            models.CheckConstraint(
                condition=Q(daily_limit=None) | Q(daily_limit__gte=1), name="practitioner_limit_from_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Minutes(Func):
    """A practitioner's weekday as a lane, and in it the minutes since midnight; an end of 00:00 is 24:00."""

    arity = 4

    def as_sql(self, compiler: Any, *_: Any, **_options: Any) -> Any:
        who, day, start, end = (compiler.compile(part)[0] for part in self.get_source_expressions())
        lane = f"(({who}::bigint * 7 + {day}) << 11)"
        first = f"{lane} + (extract(epoch from {start}) / 60)::bigint"
        last = (
            f"{lane} + (CASE WHEN {end} = '00:00' THEN 1440 ELSE extract(epoch from {end}) / 60 END)::bigint"
        )
        return f"int8range({first}, {last})", ()


class Days(Func):
    """The days on which hours are valid; an empty end is open."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


@pghistory.track()
class WeeklyHours(PublicModel):
    """From ``start`` to ``end`` on one day of each week while valid. An end of 00:00 is the next midnight.

    Without a location only remote visits are booked into them.
    """

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), help_text="0 is Monday.")
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="weekly_hours", verbose_name=_("at")
    )

    class Meta:
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_weekday"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) | Q(end="00:00"), name="weekly_hours_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="weekly_hours_valid_until_after_from",
            ),
            ExclusionConstraint(
                name="weekly_hours_do_not_overlap",
                expressions=[
                    (Minutes(F("practitioner"), F("weekday"), F("start"), F("end")), "&&"),
                    (Days(F("valid_from"), F("valid_until")), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start:%H:%M}-{self.end:%H:%M}"


@pghistory.track()
class ExtraHours(PublicModel):
    """More hours on one day, beside the weekly ones. Taken back, they are kept."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="extra_hours")
    on = models.DateField(_("day"))
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="extra_hours", verbose_name=_("at")
    )

    class Meta:
        verbose_name = _("extra hours")
        verbose_name_plural = _("extra hours")
        indexes = [models.Index(fields=["practitioner", "on"], name="extra_hours_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) | Q(end="00:00"), name="extra_hours_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.start:%H:%M}-{self.end:%H:%M}"


@pghistory.track()
class TimeOff(PublicModel):
    """When somebody cannot be booked, or without a practitioner the whole clinic. The reason is for staff."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="time_off")
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, null=True, blank=True, related_name="time_off", verbose_name=_("who")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    reason = models.CharField(_("why"), max_length=120, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("time off")
        verbose_name_plural = _("time off")
        indexes = [models.Index(fields=["clinic", "ends_at"], name="time_off_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="time_off_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} - {self.ends_at:%Y-%m-%d %H:%M}"
