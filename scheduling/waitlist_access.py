"""The only doors to the waiting list. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from patients.models import Patient
from scheduling.models import WaitlistEntry


def visible_entries(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[WaitlistEntry]:
    """Who waits of the patients this person may see."""
    return WaitlistEntry.objects.filter(patient__in=visible_patients(by, permission))


def get_entry(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> WaitlistEntry:
    """One place on the list. Raises NotFound."""
    return _one(visible_entries(by, permission), uuid)


def own_entries(patient: Patient) -> QuerySet[WaitlistEntry]:
    """A patient's own places on the list, over or not; the caller has been through the patient's door."""
    return WaitlistEntry.objects.filter(patient=patient)


def get_own_entry(patient: Patient, uuid: UUID | str) -> WaitlistEntry:
    """One of a patient's own places. Raises NotFound."""
    return _one(own_entries(patient), uuid)


def with_all(rows: QuerySet[WaitlistEntry]) -> QuerySet[WaitlistEntry]:
    """Each with what its page says of it."""
    return rows.select_related(
        "patient__clinic",
        "patient__user",
        "kind",
        "practitioner__user",
        "offered__practitioner__user",
        "offered__location",
    )


def _one(rows: QuerySet[WaitlistEntry], uuid: UUID | str) -> WaitlistEntry:
    found = with_all(rows).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such place on the waiting list."))
    return found
