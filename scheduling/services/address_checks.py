"""Whether a visitor reads the mail of the address they gave: a short code by mail, few tries, few minutes.

The code is computed from the row's id with the server's secret when it is written and when it is compared: it
is stored nowhere. An address that is known gets a mail that says so, and its page looks like any other.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Clinic
from audit.context import recorded
from common import clock
from common.errors import Conflict
from notifications.models import Priority
from notifications.services.outbox import plan_message
from patients.services.admitting import is_known
from patients.services.visitors import Visitor
from scheduling.models import AddressCheck
from scheduling.models.address_check import MOST_TRIES

KIND = "address_check"
SALT = "scheduling.address_check"
VALID_FOR = timedelta(minutes=10)
# A confirmed address counts as long as the answers to the warning signs.
COUNTS_FOR = timedelta(days=1)
AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 5
# No letters and digits that are taken for one another, and no vowels that make words.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
LENGTH = 8


def send_code(*, clinic: Clinic, visitor: Visitor) -> AddressCheck:
    """A new code on its way to the visitor's address. Raises Conflict ``too_often``."""
    now, email = clock.now(), visitor.email.strip().lower()
    with recorded(by=None, reason="address asked for"):
        if AddressCheck.objects.filter(email=email, created_at__gt=now - AN_HOUR).count() >= MOST_AN_HOUR:
            raise Conflict(
                _("Several codes were sent to this address. Please wait an hour, or call us."),
                code="too_often",
            )
        check = AddressCheck.objects.create(
            clinic=clinic,
            email=email,
            is_known=is_known(clinic, email, visitor.date_of_birth),
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        plan_message(
            key=f"{KIND}:{check.uuid}",
            clinic=clinic,
            kind=KIND,
            context={"check": str(check.uuid)},
            due_at=now,
            expires_at=check.expires_at,
            urgent=True,
            priority=Priority.FIRST,
        )
    return check


def confirm_code(*, clinic: Clinic, check: UUID, code: str) -> None:
    """The visitor reads the address's mail. Done twice, it is done once.

    Raises Conflict: ``code_wrong``, or ``code_over`` after ten minutes or five tries.
    """
    with recorded(by=None, reason="address confirmed"):
        rows = AddressCheck.objects.select_for_update(no_key=True)
        found = rows.filter(clinic=clinic, uuid=check).first()
        if found and found.confirmed_at:
            return
        if found is None or found.tries >= MOST_TRIES or found.expires_at <= clock.now():
            raise _over()
        is_right = not found.is_known and constant_time_compare(code_of(found), _plain(code))
        found.tries += 1
        found.confirmed_at = clock.now() if is_right else None
        found.save()
    # After the commit: a wrong try that raised inside would not have been counted.
    if not is_right:
        raise _over() if found.tries >= MOST_TRIES else _wrong()


def is_confirmed(clinic: Clinic, check: UUID, email: str) -> bool:
    """Was this very address confirmed, within a day?"""
    since = clock.now() - COUNTS_FOR
    rows = AddressCheck.objects.filter(clinic=clinic, uuid=check, confirmed_at__gt=since)
    return rows.filter(email=email.strip().lower()).exists()


def code_of(check: AddressCheck) -> str:
    """The code without its hyphen; only the mail and the comparison ask for it."""
    number = int.from_bytes(salted_hmac(SALT, str(check.uuid), algorithm="sha256").digest())
    letters = []
    for _place in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def forget_checks() -> int:
    """Addresses that are not needed any more are removed."""
    removed, _by_model = AddressCheck.objects.filter(created_at__lt=clock.now() - 2 * COUNTS_FOR).delete()
    return removed


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _wrong() -> Conflict:
    return Conflict(_("This is not the code from the newest mail. Please look again."), code="code_wrong")


def _over() -> Conflict:
    return Conflict(_("This code is over. Send yourself a new one."), code="code_over")
