"""Lists of visits for the clinic's people: all, found by name, and the requests that wait."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.access import Who
from common import clock
from patients.access import visible_patients
from patients.models import Patient
from patients.queries.patients import matching
from scheduling.access import visible_appointments
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, CreditEntry
from scheduling.queries.calendar import with_names

# The lists that can be asked for: what is to come, what was, and one state each.
COMING, PAST = "coming", "past"
LISTS = (
    COMING,
    PAST,
    AppointmentStatus.CANCELLED.value,
    AppointmentStatus.NO_SHOW.value,
)


def appointment_list(by: Who, *, which: str = COMING, search: str = "") -> QuerySet[Appointment]:
    """One of ``LISTS``; the next first of what is to come, else the latest first."""
    rows = with_names(visible_appointments(by))
    if search:
        rows = rows.filter(patient__in=matching(visible_patients(by), search))
    now = clock.now()
    if which == COMING:
        rows = rows.filter(status__in=[AppointmentStatus.BOOKED, AppointmentStatus.REQUESTED])
        return rows.filter(ends_at__gt=now).order_by("starts_at", "pk")
    rows = rows.filter(ends_at__lte=now) if which == PAST else rows.filter(status=which)
    return rows.order_by("-starts_at", "-pk")


def requests_waiting(by: Who) -> QuerySet[Appointment]:
    """What patients asked for and nobody has answered; the nearest visit first."""
    rows = visible_appointments(by).filter(status=AppointmentStatus.REQUESTED, starts_at__gt=clock.now())
    return with_names(rows).order_by("starts_at", "pk")


def requests_over() -> QuerySet[Appointment]:
    """What was asked for until its time came and nobody had answered; of every clinic."""
    rows = Appointment.objects.filter(status=AppointmentStatus.REQUESTED, starts_at__lte=clock.now())
    return rows.order_by("starts_at", "pk")


def request_count(by: Who) -> int:
    """How many requests wait."""
    return requests_waiting(by).count()


def of_series(by: Who, appointment: Appointment) -> QuerySet[Appointment]:
    """All visits of the series that a visit belongs to, by their start; none for a single one."""
    if appointment.series_id is None:
        return visible_appointments(by).none()
    rows = visible_appointments(by).filter(series_id=appointment.series_id)
    return with_names(rows).order_by("starts_at", "pk")


def visits_of(by: Who, patient: Patient, from_at: datetime, until_at: datetime) -> QuerySet[Appointment]:
    """A patient's visits that began in this time and were not called off."""
    rows = visible_appointments(by).filter(patient=patient, starts_at__gte=from_at, starts_at__lt=until_at)
    called_off = [AppointmentStatus.CANCELLED, AppointmentStatus.REQUESTED]
    return with_names(rows.exclude(status__in=called_off)).order_by("starts_at", "pk")


def credit_of(appointment: Appointment) -> CreditEntry | None:
    """The last line of a package's ledger that is about this visit."""
    rows = CreditEntry.objects.filter(appointment=appointment).select_related("package")
    return rows.order_by("-pk").first()
