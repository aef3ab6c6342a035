"""A patient's visits as their pages show them, and what they can book."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from patients.models import Patient
from scheduling.access import bookable_kinds, bookable_practitioners, own_appointments
from scheduling.enums import OPEN, AppointmentStatus
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.rules.visits import CLOSES_AFTER


def upcoming_visits(patient: Patient, now: datetime) -> QuerySet[Appointment]:
    """What is to come, the next one first. A video session counts until its room closes."""
    return _with_names(own_appointments(patient).filter(_to_come(now))).order_by("starts_at", "pk")


def past_visits(patient: Patient, now: datetime) -> QuerySet[Appointment]:
    """What was, took place or not, and what was cancelled; the latest first."""
    return _with_names(own_appointments(patient).exclude(_to_come(now))).order_by("-starts_at", "-pk")


def next_visit(patient: Patient, now: datetime) -> Appointment | None:
    """The visit that comes next."""
    return upcoming_visits(patient, now).first()


def kinds_to_book(patient: Patient) -> QuerySet[AppointmentKind]:
    """What a patient can book or ask for, each with those who offer it as ``people``."""
    offered = Prefetch("practitioners", bookable_practitioners(patient), to_attr="people")
    return bookable_kinds(patient).prefetch_related(offered)


def people_for(patient: Patient, kind: AppointmentKind) -> list[Practitioner]:
    """With whom a patient can have a visit of a kind, by name."""
    return list(bookable_practitioners(patient).filter(kinds=kind))


def last_seen(patient: Patient) -> int | None:
    """The key of the practitioner of the patient's latest visit that was not cancelled."""
    visits = own_appointments(patient).exclude(status=AppointmentStatus.CANCELLED)
    return visits.order_by("-starts_at", "-pk").values_list("practitioner", flat=True).first()


def held_visit(patient: Patient, uuid: UUID, now: datetime) -> Appointment | None:
    """The patient's own hold with this id, while it keeps its time."""
    held = Appointment.objects.filter(patient=patient, uuid=uuid, status=AppointmentStatus.HELD)
    return _with_names(held.filter(hold_expires_at__gt=now)).first()


def _to_come(now: datetime) -> Q:
    is_here = Q(ends_at__gt=now) | Q(is_remote=True, ends_at__gt=now - CLOSES_AFTER)
    return is_here & Q(status__in=OPEN)


def _with_names(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("kind", "practitioner__user", "location")
