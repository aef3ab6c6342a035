"""Gives somebody access to a patient's pages, and takes it back: a parent, a partner, a carer."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_patient, visible_proxies
from patients.enums import ProxyScope, Relation
from patients.models import Patient, Proxy
from patients.services.carer_mail import tell_carer

GUARDIANS = frozenset({Relation.PARENT, Relation.GUARDIAN})


def grant_access(
    *,
    by: User,
    patient: UUID,
    name: str,
    email: str,
    relation: str,
    scope: str,
    is_guardian: bool = False,
    ends_on: date | None = None,
) -> Proxy:
    """From now on this person may look at, or act on, the patient's pages; a mail tells them.

    They sign in with codes to their own address. Raises NotFound, InvalidInput, Conflict.
    """
    record = get_patient(by, patient, Permission.EDIT_PATIENTS)
    address = email.strip().lower()
    _check_words(name, address, relation, scope)
    _check_terms(record, Relation(relation), ProxyScope(scope), is_guardian, ends_on)
    try:
        with recorded(by=by, reason="access given"):
            proxy = Proxy.objects.create(
                patient=record,
                user=_carer(record, name.strip(), address),
                relation=relation,
                scope=scope,
                is_guardian=is_guardian,
                ends_on=ends_on,
                granted_by=by,
            )
            tell_carer(proxy)
    except IntegrityError as error:
        if "proxy_once" in str(error) or "accounts_user_email" in str(error):
            raise Conflict(_("This person has access already. End it first to give another one.")) from error
        raise
    return proxy


def revoke_access(*, by: User, proxy: UUID) -> Proxy:
    """Ends the access at once. Raises NotFound, Conflict when it was ended before."""
    found = visible_proxies(by, Permission.EDIT_PATIENTS).filter(uuid=proxy).first()
    if found is None:
        raise NotFound(_("There is no such access."))
    with recorded(by=by, reason="access ended"):
        locked = Proxy.objects.select_for_update(no_key=True).get(pk=found.pk)
        if locked.revoked_at:
            raise Conflict(_("This access was ended before."))
        locked.revoked_at, locked.revoked_by = clock.now(), by
        locked.save()
    return locked


def _check_words(name: str, address: str, relation: str, scope: str) -> None:
    if not name.strip():
        raise invalid(name=_("Enter a name."))
    try:
        validate_email(address)
    except ValidationError as error:
        raise invalid(email=_("Enter an e-mail address.")) from error
    if relation not in Relation.values:
        raise invalid(relation=_("Choose who they are to the patient."))
    if scope not in ProxyScope.values:
        raise invalid(scope=_("Choose what they may do."))


def _check_terms(
    patient: Patient, relation: Relation, scope: ProxyScope, is_guardian: bool, ends_on: date | None
) -> None:
    if ends_on and ends_on < clock.today_in(patient.time_zone):
        raise invalid(ends_on=_("This day is over. Choose a later one, or none."))
    if not is_guardian:
        return
    if patient.age() is not None and not patient.is_minor():
        raise invalid(is_guardian=_("This patient is 18 or older. Give access as a carer instead."))
    if relation not in GUARDIANS:
        raise invalid(relation=_("A legal guardian is a parent or a guardian."))
    if scope != ProxyScope.ACT:
        raise invalid(scope=_("A guardian has to be able to log, answer and agree."))


def _carer(patient: Patient, name: str, address: str) -> User:
    """The account of this address, made if there is none. Staff's it never is."""
    user = User.objects.filter(email=address).first()
    if user is None:
        return User.objects.create_user(address, name=name)
    if user.is_staff or not user.is_active:
        raise invalid(email=_("This address is used for work at a clinic. Ask for a private one."))
    if user.pk == patient.user_id:
        raise invalid(
            email=_("The patient signs in by this address. The other person needs one of their own.")
        )
    return user
