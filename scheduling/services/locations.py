"""Where patients are seen."""

from typing import Any
from uuid import UUID

from accounts.access import get_clinic
from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from scheduling.access import get_location
from scheduling.models import Location
from scheduling.services.keeping import refusing, set_fields

FIELDS = ("name", "address", "time_zone", "is_active")


def add_location(*, by: User, **details: Any) -> Location:
    """A new place, in the clinic's zone unless another is said. Raises NotFound, InvalidInput."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    row = Location(clinic=clinic, time_zone=clinic.time_zone)
    return _keep(by, row, {"name": "", **details}, "location added")


def update_location(*, by: User, location: UUID, changes: dict[str, Any]) -> Location:
    """Changes the fields named above. Not in use, its hours are for remote visits only."""
    row = get_location(by, location, Permission.MANAGE_CLINIC)
    return _keep(by, row, changes, "location changed")


def _keep(by: User, row: Location, said: dict[str, Any], reason: str) -> Location:
    set_fields(row, said, FIELDS)
    with refusing(), recorded(by=by, reason=reason):
        row.save()
    return row
