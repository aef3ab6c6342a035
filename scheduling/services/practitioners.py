"""Who of the staff can be booked, for what, and in which zone their hours are."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic, visible_staff
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.roles import roles_with
from audit.context import recorded
from common.errors import InvalidInput, NotFound
from scheduling.access import get_edited_practitioner, visible_kinds
from scheduling.models import AppointmentKind, Practitioner
from scheduling.services.keeping import refusing, set_fields
from scheduling.validators import DAILY_BOUNDS, check_bounds

FIELDS = ("time_zone", "daily_limit", "is_bookable", "title", "bio")


def add_practitioner(*, by: User, member: UUID, kinds: Iterable[UUID] = (), **details: Any) -> Practitioner:
    """Somebody who works here and treats can be booked from now on. Raises NotFound, InvalidInput."""
    membership = _member(by, member)
    row = Practitioner(clinic=membership.clinic, user=membership.user, time_zone=membership.clinic.time_zone)
    offered = _kinds(by, kinds)
    _set(row, details)
    with refusing(), recorded(by=by, reason="can be booked"):
        row.save()
        row.kinds.set(offered)
    return row


def update_practitioner(*, by: User, practitioner: UUID, changes: dict[str, Any]) -> Practitioner:
    """Changes the fields named above, and ``kinds``. Raises NotFound, InvalidInput."""
    row = get_edited_practitioner(by, practitioner)
    offered = _kinds(by, changes["kinds"]) if "kinds" in changes else None
    _set(row, changes)
    with recorded(by=by, reason="booking details changed"):
        row.save()
        if offered is not None:
            row.kinds.set(offered)
    return row


def _set(row: Practitioner, changes: dict[str, Any]) -> None:
    if changes.get("daily_limit") is not None:
        check_bounds(changes, DAILY_BOUNDS)
    set_fields(row, changes, FIELDS)


def _member(by: User, uuid: UUID) -> Membership:
    """Somebody who works at the clinic that this person manages, in a role that treats."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    treats = visible_staff(by).filter(ended_at=None, role__in=roles_with(Permission.EDIT_CLINICAL))
    found = treats.filter(clinic=clinic, uuid=uuid).select_related("clinic", "user").first()
    if found is None:
        raise NotFound(_("There is no such member of staff who sees patients."))
    return found


def _kinds(by: User, uuids: Iterable[UUID]) -> list[AppointmentKind]:
    wanted = set(uuids)
    found = list(visible_kinds(by).filter(uuid__in=wanted))
    if len(found) != len(wanted):
        problem = _("There is no such kind of appointment.")
        raise InvalidInput(problem, code="no_such_kind", fields={"kinds": problem})
    return found
