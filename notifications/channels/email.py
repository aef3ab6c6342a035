"""Mail over SMTP: one line to the server for many mails, and its answers told apart.

What cannot work for this mail (``Refused``), what may work later (``TryLater``), and what stops every mail
alike (``Unreachable``) are three different things to whoever keeps the outbox.
"""

import smtplib
from collections.abc import Sequence
from contextlib import suppress
from email.utils import formataddr, parseaddr
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from notifications.models import Message
from notifications.registry import Content, Invitation


class Refused(Exception):
    """The server will never take this mail."""


class TryLater(Exception):
    """The server did not take this mail now, or did not say whether it did."""


class Unreachable(Exception):
    """No mail goes out at all: the server is away, or does not know us."""


class Line:
    """A connection that opens with the first mail, opens again when it was lost, and closes at the end."""

    def __init__(self) -> None:
        self._connection = get_connection(timeout=settings.EMAIL_TIMEOUT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, mail: EmailMultiAlternatives) -> None:
        """Returns when the server has accepted the mail. Raises Refused, TryLater, Unreachable."""
        try:
            self._connection.open()
        except OSError as error:  # what smtplib raises is an OSError too
            raise Unreachable(_answer(error)[1]) from error
        try:
            self._connection.send_messages([mail])
        except OSError as error:
            raise self._understood(error) from error

    def _understood(self, error: OSError) -> Refused | TryLater | Unreachable:
        code, answer = _answer(error)
        if code in (None, 421):
            self._hang_up()
        if isinstance(error, smtplib.SMTPSenderRefused) and code != 421:
            return Unreachable(answer)  # all our mails have this sender
        return Refused(answer) if code and 500 <= code < 600 else TryLater(answer)

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._connection.close()


def build(message: Message, content: Content) -> EmailMultiAlternatives:
    """The mail with its headers. Every try of a message carries the same Message-ID."""
    clinic = message.clinic
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = {
        "Message-ID": f"<{message.uuid}@{address.rpartition('@')[2]}>",
        # So that no out-of-office answers come back (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if content.stop_url:
        headers["List-Unsubscribe"] = f"<{content.stop_url}>"
    mail = EmailMultiAlternatives(
        subject=content.subject,
        body=content.text,
        from_email=formataddr((" ".join(clinic.name.split()), address)),
        to=[content.to],
        reply_to=[clinic.email] if clinic.email else None,
        headers=headers,
    )
    mail.attach_alternative(content.html, "text/html")
    _invite(mail, content.invitations)
    return mail


def _invite(mail: EmailMultiAlternatives, invitations: Sequence[Invitation]) -> None:
    """Mail programs that keep a calendar look beside the texts for the one event; all others offer files."""
    if len(invitations) == 1:
        kind = f"text/calendar; method={invitations[0].method}"
        mail.attach_alternative(invitations[0].data.decode(), kind)
    for invitation in invitations:
        mail.attach(invitation.name, invitation.data, "application/ics")


def _answer(error: OSError) -> tuple[int | None, str]:
    """The server's code, if it gave one, and its answer in one line. One mail has one recipient."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return None, f"{type(error).__name__}: {error}".rstrip(": ")
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return code, f"{code} {text}"
