"""Writes the mail with a visitor's code; to an address that is known it says how to come in instead.

Nobody but the reader of the mail learns which of the two it was.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from scheduling.models import AddressCheck
from scheduling.services.address_checks import code_of

OVER = gettext_noop("the code is over, or was used")


def compose_code(message: Message) -> Content | Suppress:
    """The code, as long as it opens something."""
    rows = AddressCheck.objects.select_related("clinic")
    check = rows.filter(uuid=message.context["check"]).first()
    if check is None or check.confirmed_at or check.expires_at <= clock.now():
        return Suppress(OVER)
    with translation.override(check.clinic.language):
        return _known(check) if check.is_known else _code(check)


def _code(check: AddressCheck) -> Content:
    code = code_of(check)
    return write_mail(
        "address_code",
        to=check.email,
        subject=_("Your code for {clinic}").format(clinic=check.clinic.name),
        clinic=check.clinic,
        code=f"{code[:4]}-{code[4:]}",
    )


def _known(check: AddressCheck) -> Content:
    return write_mail(
        "address_known",
        to=check.email,
        subject=_("You can sign in at {clinic}").format(clinic=check.clinic.name),
        clinic=check.clinic,
        button_url=f"{settings.BASE_URL}/sign-in/",
        button_text=_("Sign in"),
    )
