"""The door to clinics: where may this person do what.

Asked in SQL each time, so that a right taken away is gone at once.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import Clinic, Membership, User
from accounts.permissions import Permission
from accounts.roles import roles_with
from common.errors import NotFound

Who = User | AnonymousUser


def clinics_where(by: Who, permission: Permission) -> QuerySet[Clinic]:
    """Where this person holds a permission now; nowhere for the signed-out and the deactivated."""
    if not by.is_authenticated or not by.is_active:
        return Clinic.objects.none()
    return Clinic.objects.filter(
        memberships__user=by, memberships__ended_at=None, memberships__role__in=roles_with(permission)
    )


def may(by: Who, permission: Permission) -> bool:
    """Does this person hold a permission anywhere?"""
    return clinics_where(by, permission).exists()


def get_clinic(by: Who, permission: Permission) -> Clinic:
    """The clinic this person works at, if they hold the permission there. Raises NotFound."""
    clinic = clinics_where(by, permission).first()
    if clinic is None:
        raise NotFound(_("There is no such page for you."))
    return clinic


def visible_staff(by: Who) -> QuerySet[Membership]:
    """The staff of the clinics whose patients this person may see."""
    return Membership.objects.filter(clinic__in=clinics_where(by, Permission.VIEW_PATIENTS))


def managed_staff(by: Who) -> QuerySet[Membership]:
    """Everybody who works now at the clinics whose staff this person manages."""
    return (
        Membership.objects.filter(clinic__in=clinics_where(by, Permission.MANAGE_STAFF), ended_at=None)
        .select_related("user")
        .order_by(Lower("user__name"), "pk")
    )


def get_member(by: Who, uuid: UUID | str) -> Membership:
    """One member of the staff this person manages. Raises NotFound."""
    membership = managed_staff(by).filter(uuid=uuid).first()
    if membership is None:
        raise NotFound(_("There is no such member of staff."))
    return membership


def active_membership(by: Who) -> Membership | None:
    """Where this person works now, if anywhere."""
    if not by.is_authenticated or not by.is_active:
        return None
    return Membership.objects.select_related("clinic").filter(user=by, ended_at=None).first()
