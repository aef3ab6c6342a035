"""The doors to hours and time off. Everybody of the staff sees them; changing them is for who manages the
clinic, and for each practitioner their own.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, clinics_where
from accounts.permissions import Permission
from common.errors import NotFound
from scheduling.models import ExtraHours, Practitioner, TimeOff, WeeklyHours

Row = TypeVar("Row", bound=Model)


def edited_practitioners(by: Who) -> QuerySet[Practitioner]:
    """Whose hours this person may change: anybody's for who manages the clinic, else their own."""
    anybodys = Q(clinic__in=clinics_where(by, Permission.MANAGE_CLINIC))
    own = Q(clinic__in=clinics_where(by, Permission.EDIT_CLINICAL), user_id=by.pk)
    rows = Practitioner.objects.filter(anybodys | own)
    return rows.select_related("user", "clinic").order_by("user__name", "pk")


def visible_hours(by: Who) -> QuerySet[WeeklyHours]:
    """The weekly hours at the clinics of this person, by person, day and time."""
    rows = WeeklyHours.objects.filter(practitioner__clinic__in=_seen_clinics(by))
    return rows.select_related("practitioner__user", "practitioner__clinic", "location")


def get_hours(by: Who, uuid: UUID | str) -> WeeklyHours:
    """One row of weekly hours to look at. Raises NotFound."""
    return _one(visible_hours(by), uuid)


def get_edited_hours(by: Who, uuid: UUID | str) -> WeeklyHours:
    """One row of weekly hours to change. Raises NotFound."""
    return _one(visible_hours(by).filter(practitioner__in=edited_practitioners(by)), uuid)


def visible_extra_hours(by: Who) -> QuerySet[ExtraHours]:
    """The extra hours at the clinics of this person."""
    rows = ExtraHours.objects.filter(practitioner__clinic__in=_seen_clinics(by))
    return rows.select_related("practitioner__user", "practitioner__clinic", "location")


def get_edited_extra_hours(by: Who, uuid: UUID | str) -> ExtraHours:
    """Extra hours to take back. Raises NotFound."""
    return _one(visible_extra_hours(by).filter(practitioner__in=edited_practitioners(by)), uuid)


def visible_time_off(by: Who) -> QuerySet[TimeOff]:
    """Who is away at the clinics of this person, and when nobody is there."""
    rows = TimeOff.objects.filter(clinic__in=_seen_clinics(by))
    return rows.select_related("practitioner__user", "clinic")


def get_time_off(by: Who, uuid: UUID | str) -> TimeOff:
    """One stretch of time off to look at. Raises NotFound."""
    return _one(visible_time_off(by), uuid)


def get_edited_time_off(by: Who, uuid: UUID | str) -> TimeOff:
    """Time off to change or take back: the whole clinic's is for who manages it. Raises NotFound."""
    whole = Q(practitioner=None, clinic__in=clinics_where(by, Permission.MANAGE_CLINIC))
    return _one(visible_time_off(by).filter(whole | Q(practitioner__in=edited_practitioners(by))), uuid)


def _seen_clinics(by: Who) -> QuerySet[Model]:
    return clinics_where(by, Permission.VIEW_PATIENTS)


def _one(rows: QuerySet[Row], uuid: UUID | str) -> Row:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There are no such hours."))
    return found
