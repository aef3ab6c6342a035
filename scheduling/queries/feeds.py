"""What a private calendar address shows, as long as its owner may see it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import clinics_where
from accounts.models import User
from accounts.permissions import Permission
from common import clock
from patients.access import own_proxies
from patients.models import Patient
from scheduling.calendars.entries import patients_entry, practitioners_entry
from scheduling.calendars.write import Entry, write_feed
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, CalendarFeed, Practitioner

SINCE = timedelta(days=30)
AHEAD = timedelta(days=366)
# A visit that was called off is simply not there any more: calendar programs take it out.
LISTED = (
    AppointmentStatus.REQUESTED,
    AppointmentStatus.BOOKED,
    AppointmentStatus.COMPLETED,
    AppointmentStatus.NO_SHOW,
)


@dataclass(frozen=True)
class FeedContent:
    """A calendar as it is now; ``etag`` changes when what it says does."""

    data: bytes
    etag: str


def open_feed(digest: str) -> CalendarFeed | None:
    """The feed of an address; None when it is unknown, revoked, or its owner may not see it any more."""
    rows = CalendarFeed.objects.filter(digest=digest, revoked_at=None, user__is_active=True)
    feed = rows.select_related("user", "practitioner__clinic", "patient__clinic").first()
    return feed if feed and _still_may(feed) else None


def feed_of(
    user: User, *, practitioner: Practitioner | None = None, patient: Patient | None = None
) -> CalendarFeed | None:
    """The address that this person has open for these visits, if they made one."""
    rows = CalendarFeed.objects.filter(user=user, practitioner=practitioner, patient=patient, revoked_at=None)
    return rows.order_by("-pk").first()


def content_of(feed: CalendarFeed) -> FeedContent:
    """The calendar in the language of who reads it."""
    language = feed.patient.language if feed.patient else _practitioner(feed).clinic.language
    with translation.override(language):
        entries = [_entry(feed, visit) for visit in _visits(feed)]
        name = _("Visits at {clinic}").format(clinic=_clinic_name(feed))
    data = write_feed(entries, name=name, written_at=clock.now())
    said = f"{name}{entries!r}".encode()
    return FeedContent(data, f'"{hashlib.sha256(said).hexdigest()[:32]}"')


def _still_may(feed: CalendarFeed) -> bool:
    """A right that ended ends the address too, at once."""
    if feed.patient:
        return _still_reads(feed.user, feed.patient)
    practitioner = _practitioner(feed)
    works_there = clinics_where(feed.user, Permission.EDIT_CLINICAL).filter(pk=practitioner.clinic_id)
    return practitioner.user_id == feed.user_id and works_there.exists()


def _still_reads(user: User, patient: Patient) -> bool:
    if patient.merged_into_id:
        return False
    return patient.user_id == user.pk or any(proxy.patient_id == patient.pk for proxy in own_proxies(user))


def _visits(feed: CalendarFeed) -> QuerySet[Appointment]:
    now = clock.now()
    own = Q(patient=feed.patient) if feed.patient else Q(practitioner=feed.practitioner)
    rows = Appointment.objects.filter(own, status__in=LISTED, starts_at__range=(now - SINCE, now + AHEAD))
    return rows.select_related("clinic", "practitioner__user", "location").order_by("starts_at", "pk")


def _entry(feed: CalendarFeed, visit: Appointment) -> Entry:
    return patients_entry(visit) if feed.patient else practitioners_entry(visit)


def _practitioner(feed: CalendarFeed) -> Practitioner:
    assert feed.practitioner is not None  # noqa: S101 - the database says so of a feed without a patient
    return feed.practitioner


def _clinic_name(feed: CalendarFeed) -> str:
    return feed.patient.clinic.name if feed.patient else _practitioner(feed).clinic.name
