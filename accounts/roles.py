"""Which role holds which permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
    FRONT_DESK = "front_desk", _("Front desk")


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.PHYSIOTHERAPIST: frozenset(
        {
            Permission.VIEW_PATIENTS,
            Permission.EDIT_PATIENTS,
            Permission.VIEW_CLINICAL,
            Permission.EDIT_CLINICAL,
        }
    ),
    Role.FRONT_DESK: frozenset({Permission.VIEW_PATIENTS, Permission.EDIT_PATIENTS}),
}


def roles_with(permission: Permission) -> list[Role]:
    """The roles that hold a permission."""
    return [role for role, held in PERMISSIONS.items() if permission in held]
