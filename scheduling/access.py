"""The only doors to appointments and to what they are booked from. Missing and forbidden look the same."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, clinics_where
from accounts.models import User
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import own_proxies
from patients.models import Patient
from scheduling.enums import SHOWN
from scheduling.models import Appointment, AppointmentKind, Location, Practitioner

Side = Literal["patient", "practitioner"]


@dataclass(frozen=True)
class Participant:
    """Who takes part in a visit, and on which side of it."""

    appointment: Appointment
    side: Side


def visible_appointments(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Appointment]:
    """The visits of the clinics at which this person holds the permission; no holds and no offers."""
    return Appointment.objects.filter(clinic__in=clinics_where(by, permission), status__in=SHOWN)


def get_appointment(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS
) -> Appointment:
    """One visit by its UUID. Raises NotFound."""
    return _one(_with_all(visible_appointments(by, permission)), uuid)


def own_appointments(patient: Patient) -> QuerySet[Appointment]:
    """What a patient sees of their visits; the caller has been through the patient's door."""
    return Appointment.objects.filter(patient=patient, status__in=SHOWN)


def get_own_appointment(patient: Patient, uuid: UUID | str) -> Appointment:
    """One of the patient's visits. Raises NotFound."""
    return _one(_with_all(own_appointments(patient)), uuid)


def participant_of(by: Who, uuid: UUID | str) -> Participant:
    """On which side of a visit this person stands: nobody but these two comes in. Raises NotFound.

    A guardian or a carer who may act stands on the patient's side. Other staff of the clinic on none.
    """
    if not isinstance(by, User) or not by.is_active:
        raise NotFound(_("There is no such visit."))
    appointment = _one(_with_all(Appointment.objects.filter(status__in=SHOWN)), uuid)
    if appointment.practitioner.user_id == by.pk and _works_at(by, appointment):
        return Participant(appointment, "practitioner")
    if appointment.patient.user_id == by.pk or _acts_for(by, appointment.patient):
        return Participant(appointment, "patient")
    raise NotFound(_("There is no such visit."))


def visible_kinds(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[AppointmentKind]:
    """What can be booked at the clinics of this person, in the clinic's order."""
    kinds = AppointmentKind.objects.filter(clinic__in=clinics_where(by, permission))
    return kinds.order_by("position", "name")


def get_kind(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> AppointmentKind:
    """One kind of appointment. Raises NotFound."""
    found = visible_kinds(by, permission).select_related("clinic").filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such kind of appointment."))
    return found


def visible_practitioners(
    by: Who, permission: Permission = Permission.VIEW_PATIENTS
) -> QuerySet[Practitioner]:
    """Who is booked at the clinics of this person, by name."""
    rows = Practitioner.objects.filter(clinic__in=clinics_where(by, permission))
    return rows.select_related("user", "clinic").order_by("user__name", "pk")


def get_practitioner(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS
) -> Practitioner:
    """One practitioner. Raises NotFound."""
    found = visible_practitioners(by, permission).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such practitioner."))
    return found


def own_practitioner(by: Who) -> Practitioner:
    """Oneself as somebody who is booked, where one sees patients now. Raises NotFound."""
    found = visible_practitioners(by, Permission.EDIT_CLINICAL).filter(user_id=by.pk or 0).first()
    if found is None:
        raise NotFound(_("You are not booked here."))
    return found


def get_edited_practitioner(by: Who, uuid: UUID | str) -> Practitioner:
    """One whose hours this person may change: anybody's for who manages the clinic, else their own."""
    anybodys = Q(clinic__in=clinics_where(by, Permission.MANAGE_CLINIC))
    own = Q(clinic__in=clinics_where(by, Permission.EDIT_CLINICAL), user_id=by.pk)
    rows = Practitioner.objects.filter(anybodys | own).select_related("user", "clinic")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such practitioner."))
    return found


def visible_locations(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Location]:
    """Where patients are seen at the clinics of this person."""
    return Location.objects.filter(clinic__in=clinics_where(by, permission)).order_by("name")


def get_location(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> Location:
    """One location. Raises NotFound."""
    found = visible_locations(by, permission).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such location."))
    return found


def bookable_kinds(patient: Patient) -> QuerySet[AppointmentKind]:
    """What a patient can book or ask for alone."""
    kinds = AppointmentKind.objects.filter(clinic_id=patient.clinic_id, is_active=True)
    return kinds.exclude(who_may_book="nobody").order_by("position", "name")


def bookable_practitioners(patient: Patient) -> QuerySet[Practitioner]:
    """Whom a patient can book at their clinic: who works there now."""
    rows = Practitioner.objects.filter(
        clinic_id=patient.clinic_id,
        is_bookable=True,
        user__is_active=True,
        user__memberships__clinic_id=patient.clinic_id,
        user__memberships__ended_at=None,
    )
    return rows.select_related("user", "clinic").order_by("user__name", "pk")


def _with_all(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related(
        "clinic", "practitioner__user", "patient__clinic", "patient__user", "kind", "location", "episode"
    )


def _one(rows: QuerySet[Appointment], uuid: UUID | str) -> Appointment:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such visit."))
    return found


def _works_at(by: User, appointment: Appointment) -> bool:
    return clinics_where(by, Permission.EDIT_CLINICAL).filter(pk=appointment.clinic_id).exists()


def _acts_for(by: User, patient: Patient) -> bool:
    return any(proxy.patient_id == patient.pk and proxy.acts() for proxy in own_proxies(by))
