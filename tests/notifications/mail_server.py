"""A real SMTP server on the loopback that keeps what it accepts and answers as a test wishes."""

# ruff: noqa: ARG002, N802 - the handlers' names and arguments are aiosmtpd's
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class _AnyPort(Controller):
    """Takes a free port when it is asked for port 0."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """``refuse`` maps a recipient to the server's answer.

    ``on_step`` is told of MAIL, RCPT and DATA, and of how many mails were accepted until then; an answer that
    it returns is the server's. For DATA it is asked once the mail is kept and before the client hears of it.
    """

    def __init__(self) -> None:
        self.accepted: list[Any] = []
        self.sessions = 0
        self.refuse: dict[str, str] = {}
        self.refuse_text = ""
        self.on_step: Callable[[str, int], str | None] = lambda _step, _number: None
        self.port = 0
        self._lock = Lock()
        self._controller: _AnyPort | None = None

    def start(self) -> None:
        """A second start, after a stop, takes the same port."""
        self._controller = _AnyPort(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        self.port = self._controller.port

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
        self._controller = None

    def count_of(self, header: str) -> Counter[str]:
        return Counter(str(mail[header]) for mail in self.accepted)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.on_step("MAIL", len(self.accepted)) or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_step("RCPT", len(self.accepted)) or self.refuse.get(address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse_text:
            return self.refuse_text
        with self._lock:
            self.accepted.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
        return self.on_step("DATA", len(self.accepted)) or "250 Accepted"
