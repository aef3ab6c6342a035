"""The words of booking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BookableBy(models.TextChoices):
    """How far a patient gets alone."""

    NOBODY = "nobody", _("Staff only")
    ON_REQUEST = "on_request", _("Patients ask, staff confirm")
    DIRECTLY = "directly", _("Patients book")


class AppointmentStatus(models.TextChoices):
    HELD = "held", _("Kept for a moment")
    OFFERED = "offered", _("Offered")
    REQUESTED = "requested", _("Asked for")
    BOOKED = "booked", _("Booked")
    COMPLETED = "completed", _("Took place")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Given back")


S = AppointmentStatus
# These take up the practitioner's and the patient's time: the database lets no two of them overlap.
OCCUPYING = (S.HELD, S.OFFERED, S.REQUESTED, S.BOOKED, S.COMPLETED)
# A short reservation: it ends by itself, and nobody is told of it.
PASSING = (S.HELD, S.OFFERED)
# What people see in calendars and lists.
SHOWN = (S.REQUESTED, S.BOOKED, S.COMPLETED, S.NO_SHOW, S.CANCELLED)
# Still to come about, one way or another: these can be moved and cancelled.
OPEN = (S.REQUESTED, S.BOOKED)


class Source(models.TextChoices):
    """Through which door a booking came."""

    STAFF = "staff", _("The clinic")
    PORTAL = "portal", _("The patient")
    PUBLIC = "public", _("The public page")


class Color(models.TextChoices):
    """The palette of the calendar; each is a pair of tokens, light and dark."""

    TEAL = "teal", _("Teal")
    BLUE = "blue", _("Blue")
    VIOLET = "violet", _("Violet")
    ROSE = "rose", _("Rose")
    AMBER = "amber", _("Amber")
    SLATE = "slate", _("Slate")


class RoomProvider(models.TextChoices):
    BUILTIN = "builtin", _("On this server")
    JITSI = "jitsi", _("The clinic's own Jitsi")


class WaitlistState(models.TextChoices):
    WAITING = "waiting", _("Waits")
    OFFERED = "offered", _("Has an offer")
    BOOKED = "booked", _("Booked")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Over")


class CreditReason(models.TextChoices):
    BOUGHT = "bought", _("Bought")
    USED = "used", _("Used")
    RETURNED = "returned", _("Given back")
    CORRECTED = "corrected", _("Corrected")
