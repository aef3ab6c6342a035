"""Opens a clinic on a new installation: the clinic and its first owner, who can do everything else."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic, Membership, User
from accounts.roles import Role
from audit.context import recorded
from common.errors import InvalidInput


def open_clinic(
    *, name: str, time_zone: str, emergency_number: str, owner_name: str, owner_email: str, password: str
) -> Clinic:
    """A new clinic with its owner. Raises InvalidInput naming every field that is wrong."""
    clinic = Clinic(
        name=name.strip(), slug=slugify(name), time_zone=time_zone, emergency_number=emergency_number.strip()
    )
    owner = User(email=owner_email.strip().lower(), name=owner_name.strip(), is_staff=True)
    problems = _problems(clinic, owner, password)
    if problems:
        raise InvalidInput(_("The clinic cannot be opened like this."), fields=problems)
    owner.set_password(password)
    with recorded(by=None, reason="clinic opened"):
        clinic.save()
        owner.save()
        Membership.objects.create(clinic=clinic, user=owner, role=Role.OWNER)
    return clinic


def _problems(clinic: Clinic, owner: User, password: str) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    try:
        clinic.full_clean()
    except ValidationError as error:
        problems |= error.message_dict
    try:
        validate_email(owner.email)
    except ValidationError as error:
        problems["owner_email"] = error.messages
    if User.objects.filter(email=owner.email).exists():
        problems["owner_email"] = [str(_("This address has an account already."))]
    try:
        validate_password(password, owner)
    except ValidationError as error:
        problems["password"] = error.messages
    return problems
