"""What can be booked at a clinic."""

from typing import Any
from uuid import UUID

from accounts.access import get_clinic
from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from scheduling.access import get_kind
from scheduling.models import AppointmentKind
from scheduling.services.keeping import refusing, set_fields
from scheduling.validators import KIND_BOUNDS, check_bounds

FIELDS = (
    *("name", "minutes", "is_remote", "buffer_before", "buffer_after", "price"),
    *("who_may_book", "for_new_patients", "color", "is_active", "position"),
)


def add_kind(*, by: User, **details: Any) -> AppointmentKind:
    """Something new to book, behind the others. Raises NotFound, InvalidInput."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    row = AppointmentKind(clinic=clinic, position=AppointmentKind.objects.filter(clinic=clinic).count())
    return _keep(by, row, {"name": "", **details}, "kind of appointment added")


def update_kind(*, by: User, kind: UUID, changes: dict[str, Any]) -> AppointmentKind:
    """Changes the fields named above. What is booked already keeps its time and its price."""
    row = get_kind(by, kind, Permission.MANAGE_CLINIC)
    return _keep(by, row, changes, "kind of appointment changed")


def _keep(by: User, row: AppointmentKind, said: dict[str, Any], reason: str) -> AppointmentKind:
    check_bounds(said, KIND_BOUNDS)
    set_fields(row, said, FIELDS)
    with refusing(), recorded(by=by, reason=reason):
        row.save()
    return row
