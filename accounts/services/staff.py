"""Who works here: adds members, changes their role, ends their membership. A clinic always keeps an owner."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.access import get_clinic, get_member
from accounts.models import Clinic, Membership, User
from accounts.permissions import Permission
from accounts.roles import Role
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid

MAX_LICENCE = 60
# They work somewhere already; or of two clicks at once the other one made the account.
TAKEN = ("membership_one_active", "accounts_user_email_key")


def add_member(*, by: User, name: str, email: str, role: str) -> Membership:
    """A new member of the clinic of ``by``, who has no password yet. Raises NotFound, InvalidInput."""
    clinic = get_clinic(by, Permission.MANAGE_STAFF)
    address = email.strip().lower()
    _check(name, address, role)
    try:
        with recorded(by=by, reason="joined the staff"):
            user = _person(name.strip(), address)
            return Membership.objects.create(clinic=clinic, user=user, role=role)
    except IntegrityError as error:
        if any(name in str(error) for name in TAKEN):
            raise invalid(email=_("Somebody with this address works at a clinic already.")) from error
        raise


def change_role(*, by: User, member: UUID, role: str) -> Membership:
    """Another role from now on. Raises NotFound, InvalidInput, Conflict for the last owner."""
    if role not in Role.values:
        raise invalid(role=_("Choose a role."))
    found = get_member(by, member)
    with recorded(by=by, reason="role changed"):
        membership = _locked(found)
        if role != Role.OWNER:
            _keep_an_owner(membership)
        membership.role = role
        membership.save()
    return membership


def change_licence(*, by: User, member: UUID, number: str, expires_on: date | None = None) -> Membership:
    """The licence under which somebody signs from now on; without a number they sign nothing.

    What is signed already keeps the licence of its day. Raises NotFound, InvalidInput, Conflict.
    """
    number = number.strip()
    if len(number) > MAX_LICENCE or not number.isprintable():
        raise invalid(licence_number=_("Enter the number as it stands on the licence."))
    if expires_on and not number:
        raise invalid(licence_number=_("A licence that ends has a number."))
    found = get_member(by, member)
    with recorded(by=by, reason="licence changed"):
        membership = _locked(found)
        membership.licence_number, membership.licence_expires_on = number, expires_on
        membership.save()
    return membership


def end_membership(*, by: User, member: UUID) -> Membership:
    """Ends the work here and every session at once. Raises NotFound, Conflict for the last owner."""
    found = get_member(by, member)
    with recorded(by=by, reason="left the staff"):
        membership = _locked(found)
        _keep_an_owner(membership)
        membership.ended_at = clock.now()
        membership.save()
        _shut_out(membership.user)
    return membership


def _check(name: str, address: str, role: str) -> None:
    if not name.strip():
        raise invalid(name=_("Enter a name."))
    try:
        validate_email(address)
    except ValidationError as error:
        raise invalid(email=_("Enter an e-mail address.")) from error
    if role not in Role.values:
        raise invalid(role=_("Choose a role."))


def _person(name: str, address: str) -> User:
    """The account of this address, made if there is none: somebody may come back.

    An account that never was staff's is a patient's. It signs in by a mailed code, which would stop working,
    and whoever reads that mailbox must not come into the clinic: work has an address of its own.
    """
    user = User.objects.filter(email=address).first()
    if user is None:
        return User.objects.create_user(address, name=name, is_staff=True)
    if not user.memberships.exists():
        raise invalid(email=_("A patient signs in by this address. Use another one for work."))
    user.set_unusable_password()
    user.is_staff, user.is_active = True, True
    user.save()
    return user


def _locked(membership: Membership) -> Membership:
    """Under the clinic's lock, so that of two owners who leave at once one stays."""
    Clinic.objects.select_for_update(no_key=True).get(pk=membership.clinic_id)
    current = Membership.objects.select_related("user").get(pk=membership.pk)
    if current.ended_at is not None:
        raise Conflict(_("This person does not work here any more."))
    return current


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(clinic=membership.clinic_id, role=Role.OWNER, ended_at=None)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise Conflict(_("A clinic needs an owner. Make somebody else owner first."), code="last_owner")


def _shut_out(user: User) -> None:
    """A session carries a fingerprint of the password: without the password, none of them opens any more."""
    user.is_staff = False
    user.set_unusable_password()
    user.save()
