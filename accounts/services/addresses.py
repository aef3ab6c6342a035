"""Moves an account to another e-mail address: the name that its owner signs in by."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import invalid


def move_account(*, user: User, address: str) -> None:
    """Codes go to the new address and to no other. Call it inside ``recorded``. Raises InvalidInput.

    Whoever is signed in has to come in again, because the old address may have been somebody else's. An
    account of staff stays where it is: a password link to a new address would open the whole clinic.
    """
    if user.is_staff:
        raise invalid(email=_("This patient works at a clinic and signs in by this address. Leave it."))
    user.email = address
    user.set_unusable_password()  # the fingerprint that every session carries
    try:
        user.save()
    except IntegrityError as error:
        raise invalid(email=_("Somebody else signs in by this e-mail address.")) from error
    EmailAddress.objects.filter(user=user).delete()  # the sign-in library looks for people here too
