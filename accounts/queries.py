"""Which clinic there is, and who works there."""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import Clinic, Membership
from accounts.permissions import Permission
from accounts.roles import roles_with


def only_clinic() -> Clinic | None:
    """The clinic, if there is exactly one; with several, a door cannot know whose patient stands there."""
    clinics = list(Clinic.objects.all()[:2])
    return clinics[0] if len(clinics) == 1 else None


def clinicians_of(clinic: Clinic) -> QuerySet[Membership]:
    """Those who work here now and see the patients' records, by name."""
    return members_with(clinic, Permission.VIEW_CLINICAL)


def members_with(clinic: Clinic, permission: Permission) -> QuerySet[Membership]:
    """Those who work here now, may sign in and hold the permission, by name."""
    return (
        Membership.objects.filter(
            clinic=clinic, ended_at=None, role__in=roles_with(permission), user__is_active=True
        )
        .select_related("user")
        .order_by(Lower("user__name"), "pk")
    )


def roles_at(clinic: Clinic) -> dict[int, str]:
    """What everybody who works or worked here is, by the key of their account; the latest role counts."""
    memberships = Membership.objects.filter(clinic=clinic).order_by("pk")
    return {membership.user_id: membership.get_role_display() for membership in memberships}


def clinic_at(slug: str) -> Clinic | None:
    """The clinic of a public address."""
    return Clinic.objects.filter(slug=slug).first()
