"""By which rules a clinic lets book, and on which holidays it works."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import NotFound
from scheduling.enums import RoomProvider
from scheduling.holidays import holidays_between, is_known
from scheduling.models import Policy
from scheduling.services.keeping import set_fields
from scheduling.validators import POLICY_BOUNDS, check_bounds, refused

FIELDS = (*POLICY_BOUNDS, "holiday_country", "holiday_region", "room_provider", "jitsi_url")


def update_policy(*, by: User, changes: dict[str, Any]) -> Policy:
    """Changes the fields named above. Raises NotFound, InvalidInput."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    check_bounds(changes, POLICY_BOUNDS)
    with recorded(by=by, reason="booking rules changed"):
        row = _locked(clinic)
        before = row.holiday_country, row.holiday_region
        set_fields(row, changes, FIELDS)
        _check(row)
        if (row.holiday_country, row.holiday_region) != before:
            row.works_on = []  # these were days of another place
        row.save()
    return row


def work_on_holiday(*, by: User, on: date, works: bool) -> Policy:
    """Whether the clinic works on a public holiday. Raises NotFound for a day that is none."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    with recorded(by=by, reason="works on a holiday" if works else "closed on a holiday"):
        row = _locked(clinic)
        if on not in holidays_between(row.holiday_country, row.holiday_region, on, on):
            raise NotFound(_("This is no public holiday of your clinic."))
        others = [day for day in row.works_on if day != on]
        row.works_on = sorted([*others, on]) if works else others
        row.save()
    return row


def _locked(clinic: Clinic) -> Policy:
    """The clinic's row, made if there is none, for one writer at a time."""
    Policy.objects.get_or_create(clinic=clinic)
    return Policy.objects.select_for_update(no_key=True).get(clinic=clinic)


def _check(row: Policy) -> None:
    if row.holiday_country and not is_known(row.holiday_country):
        raise refused("no_such_country", "holiday_country", _("We do not know the holidays of this country."))
    if row.holiday_region and not is_known(row.holiday_country, row.holiday_region):
        raise refused("no_such_region", "holiday_region", _("There is no such region in this country."))
    if row.room_provider == RoomProvider.JITSI and not row.jitsi_url:
        raise refused("address_needed", "jitsi_url", _("Say at which address your Jitsi is."))
