"""The only doors to packages of visits. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from scheduling.models import Package


def visible_packages(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Package]:
    """The packages of the patients this person may see."""
    return Package.objects.filter(patient__in=visible_patients(by, permission))


def get_package(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> Package:
    """One package by its UUID, with whose it is and for what. Raises NotFound."""
    rows = visible_packages(by, permission).select_related("patient", "clinic", "kind", "sold_by")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such package."))
    return found
