"""What became of a visit whose time has come: it took place, or the patient did not come."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict
from scheduling.access import get_appointment
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.taking import keep_at_time, locked_patient, locked_visit

CLOSED = (AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW)


def complete_appointment(*, by: User, appointment: UUID) -> Appointment:
    """It took place. Raises NotFound, Conflict ``too_early`` before its start, ``closed`` if cancelled."""
    return _close(by, appointment, AppointmentStatus.COMPLETED)


def mark_no_show(*, by: User, appointment: UUID) -> Appointment:
    """The patient did not come. Raises as ``complete_appointment``; each of the two corrects the other."""
    return _close(by, appointment, AppointmentStatus.NO_SHOW)


def _close(by: User, uuid: UUID, status: AppointmentStatus) -> Appointment:
    found = get_appointment(by, uuid, Permission.EDIT_PATIENTS)
    with recorded(by=by, reason=str(status.label)):
        locked_patient(found.patient)
        row = locked_visit(found.uuid)
        if row.status not in (AppointmentStatus.BOOKED, *CLOSED):
            raise Conflict(_("This visit is not booked. Nothing was changed."), code="closed")
        if row.starts_at > clock.now():
            raise Conflict(_("This visit has not begun yet."), code="too_early")
        if row.status != status:
            row.status, row.closed_at, row.closed_by = status, clock.now(), by
            keep_at_time(row)
    return row
