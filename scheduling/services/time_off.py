"""When somebody is away, or the whole clinic: nothing can be booked into it.

What is booked already stays; what is only kept for somebody who chooses is given back.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from scheduling.access import get_edited_practitioner
from scheduling.availability_access import get_edited_time_off
from scheduling.enums import OPEN, PASSING
from scheduling.models import Appointment, Practitioner, TimeOff
from scheduling.services.keeping import set_fields
from scheduling.services.taking import give_back
from scheduling.validators import LONGEST_TIME_OFF, check_days, check_real, check_stretch

FIELDS = ("starts_at", "ends_at", "reason")


def add_time_off(
    *, by: User, practitioner: UUID | None, starts_at: datetime, ends_at: datetime, reason: str = ""
) -> TimeOff:
    """Away from one moment until another; without a practitioner the whole clinic is.

    Raises NotFound, InvalidInput.
    """
    clinic, who = _whose(by, practitioner)
    return _keep(by, TimeOff(clinic=clinic, practitioner=who, added_by=by), starts_at, ends_at, reason)


def change_time_off(
    *, by: User, time_off: UUID, starts_at: datetime, ends_at: datetime, reason: str = ""
) -> TimeOff:
    """Raises NotFound, InvalidInput."""
    return _keep(by, get_edited_time_off(by, time_off), starts_at, ends_at, reason)


def remove_time_off(*, by: User, time_off: UUID) -> None:
    """Takes time off back; the history keeps it. Raises NotFound."""
    row = get_edited_time_off(by, time_off)
    with recorded(by=by, reason="time off taken back"):
        row.delete()


def moment_on_the_wall(zone: str, on: date, at: time | None, field: str) -> datetime:
    """The moment of a wall time of a zone; without a time the end of the day.

    Raises InvalidInput ``dst_gap`` for one that never comes.
    """
    check_days(on, None, (field, ""))
    if at is None:
        return clock.moment(zone, on + timedelta(days=1), clock.MIDNIGHT)
    check_real(zone, on, [(field, at)])
    return clock.moment(zone, on, at)


def booked_within(time_off: TimeOff) -> int:
    """How many visits stand in the time that somebody is away: they have to be moved by hand."""
    return _within(time_off).filter(status__in=OPEN).count()


def _within(time_off: TimeOff) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(
        clinic=time_off.clinic,
        starts_at__lt=time_off.ends_at,
        ends_at__gt=max(time_off.starts_at, clock.now()),
    )
    return rows.filter(practitioner=time_off.practitioner) if time_off.practitioner else rows


def _whose(by: User, practitioner: UUID | None) -> tuple[Clinic, Practitioner | None]:
    if practitioner is None:
        return get_clinic(by, Permission.MANAGE_CLINIC), None
    who = get_edited_practitioner(by, practitioner)
    return who.clinic, who


def _keep(by: User, row: TimeOff, starts_at: datetime, ends_at: datetime, reason: str) -> TimeOff:
    check_stretch(starts_at, ends_at, clock.now(), LONGEST_TIME_OFF)
    set_fields(row, {"starts_at": starts_at, "ends_at": ends_at, "reason": reason}, FIELDS)
    with recorded(by=by, reason="time off"):
        row.save()
        give_back(_within(row).filter(status__in=PASSING))
    return row
