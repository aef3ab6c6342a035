"""Booked time: the row that holds a practitioner's and a patient's time, from the first hold to the end."""

from datetime import UTC, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common.models import PublicModel, never_deleted
from patients.models import Episode, Patient, Screening
from patients.models.doors import ANY_SCOPE, behind_the_screen
from scheduling.enums import OCCUPYING, PASSING, AppointmentStatus, Source
from scheduling.models.availability import Practitioner
from scheduling.models.offer import AppointmentKind, Location
from scheduling.models.spans import never_overlapping

# Well inside what the folded ranges can hold (models/spans.py).
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
FIRM = ~Q(status__in=[*PASSING, AppointmentStatus.EXPIRED])
IN_THE_WAY = Q(status__in=OCCUPYING, is_overbooked=False)


@pghistory.track()
class Series(PublicModel):
    """Visits that were booked together and may be moved or cancelled together."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="visit_series")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    kind = models.ForeignKey(AppointmentKind, models.PROTECT, related_name="+")
    weeks_between = models.PositiveSmallIntegerField(_("weeks between"), default=1)
    count = models.PositiveSmallIntegerField(_("visits"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("series of visits")
        verbose_name_plural = _("series of visits")
        triggers = [never_deleted()]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=52, weeks_between__gte=1, weeks_between__lte=12),
                name="series_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"series of {self.count} visits"


@pghistory.track()
class Appointment(PublicModel):
    """``uuid`` is made by the client, so that booking again changes nothing.

    ``blocks_from`` to ``blocks_until`` is the time with its buffers: nobody else gets it of the practitioner.
    ``sequence`` rises with each change that people are told of. Holds and offers end at ``hold_expires_at``.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="appointments", db_index=False)
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="appointments", db_index=False, verbose_name=_("with")
    )
    patient = models.ForeignKey(
        Patient, models.PROTECT, related_name="appointments", db_index=False, verbose_name=_("patient")
    )
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="appointments")
    kind = models.ForeignKey(AppointmentKind, models.PROTECT, related_name="appointments")
    location = models.ForeignKey(Location, models.PROTECT, null=True, related_name="appointments")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="appointments")
    screening = models.ForeignKey(Screening, models.PROTECT, null=True, related_name="+")
    is_remote = models.BooleanField(_("by video"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    blocks_from = models.DateTimeField()
    blocks_until = models.DateTimeField()
    status = models.CharField(_("status"), max_length=10, choices=AppointmentStatus)
    source = models.CharField(_("booked by"), max_length=8, choices=Source)
    is_overbooked = models.BooleanField(_("beside another"), default=False)
    overbook_reason = models.CharField(_("why beside another"), max_length=240, blank=True)
    price = models.CharField(_("price"), max_length=40, blank=True)
    patient_note = models.CharField(_("what the patient wrote"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    hold_expires_at = models.DateTimeField(null=True)
    booked_at = models.DateTimeField(_("booked at"), null=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Empty for a visitor of the public page."),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(_("why cancelled"), max_length=240, blank=True)
    is_late = models.BooleanField(_("cancelled late"), default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    visit_started_at = models.DateTimeField(_("both were there from"), null=True)
    visit_ended_at = models.DateTimeField(_("both were there until"), null=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        triggers = [
            never_deleted(),
            # Staff see whom they want to see; a patient who books alone is screened first.
            behind_the_screen(
                at="booked_at",
                scopes=ANY_SCOPE,
                days=1,
                episode=False,
                unless=f"NEW.source = '{Source.STAFF}' OR NEW.booked_at IS NULL",
            ),
        ]
        indexes = [
            # The busy times of the coming weeks, in one query for all practitioners.
            models.Index(
                fields=["practitioner", "blocks_from"],
                include=["blocks_until", "starts_at"],
                condition=Q(status__in=OCCUPYING),
                name="appointment_busy",
            ),
            models.Index(fields=["patient", "starts_at"], name="appointment_by_patient"),
            models.Index(fields=["clinic", "starts_at"], name="appointment_by_clinic"),
            models.Index(
                fields=["starts_at"],
                condition=Q(status=AppointmentStatus.REQUESTED),
                name="appointment_asked_for",
            ),
            models.Index(
                fields=["hold_expires_at"], condition=Q(status__in=PASSING), name="appointment_passing"
            ),
        ]
        constraints = [
            never_overlapping(
                owner="practitioner",
                start="blocks_from",
                end="blocks_until",
                only=IN_THE_WAY,
                name="appointment_practitioner_once",
            ),
            never_overlapping(
                owner="patient",
                start="starts_at",
                end="ends_at",
                only=IN_THE_WAY,
                name="appointment_patient_once",
            ),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(status=AppointmentStatus.HELD), name="appointment_one_hold"
            ),
            models.CheckConstraint(
                condition=Q(status__in=AppointmentStatus.values) & Q(source__in=Source.values),
                name="appointment_known_words",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"))
                & Q(blocks_from__lte=F("starts_at"), blocks_until__gte=F("ends_at"))
                & Q(blocks_from__gte=EARLIEST, blocks_until__lte=LATEST),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_remote=True) | Q(location__isnull=False), name="appointment_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(is_overbooked=False, overbook_reason="")
                | Q(is_overbooked=True) & ~Q(overbook_reason=""),
                name="appointment_overbooked_has_why",
            ),
            models.CheckConstraint(
                condition=Q(status__in=PASSING, hold_expires_at__isnull=False)
                | Q(status=AppointmentStatus.EXPIRED)
                | FIRM & Q(hold_expires_at=None),
                name="appointment_hold_has_end",
            ),
            models.CheckConstraint(
                condition=FIRM & Q(booked_at__isnull=False) | ~FIRM & Q(booked_at=None, booked_by=None),
                name="appointment_booked_has_when",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.STAFF) | ~FIRM | Q(screening__isnull=False),
                name="appointment_screened",
            ),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.CANCELLED, cancelled_at__isnull=False)
                | ~Q(status=AppointmentStatus.CANCELLED)
                & Q(cancelled_at=None, cancelled_by=None, cancel_reason="", is_late=False),
                name="appointment_cancelled_has_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                )
                | ~Q(status__in=[AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW])
                & Q(closed_at=None, closed_by=None),
                name="appointment_closed_has_when_who",
            ),
            models.CheckConstraint(
                condition=Q(visit_ended_at=None) | Q(visit_ended_at__gte=F("visit_started_at")),
                name="appointment_visit_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
