"""Keeps what a clinic says about itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import InvalidInput

FIELDS = ("name", "time_zone", "email", "phone", "emergency_number")


def update_clinic(*, by: User, changes: dict[str, Any]) -> Clinic:
    """Changes the fields named above and no other. Raises NotFound, InvalidInput."""
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    for name in FIELDS:
        if name in changes:
            setattr(clinic, name, changes[name].strip())
    try:
        clinic.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise InvalidInput(_("Please look at the marked fields."), fields=error.message_dict) from error
    with recorded(by=by, reason="clinic settings changed"):
        clinic.save()
    return clinic
