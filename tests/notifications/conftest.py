"""A mail server for each test, and a kind of message that tests write themselves."""

from collections.abc import Iterator

import pytest

from notifications import registry
from notifications.models import Message
from notifications.registry import Content
from tests.notifications.mail_server import MailServer


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    yield server
    server.stop()


@pytest.fixture
def test_kind(monkeypatch) -> None:
    """Messages of the kind "test" are addressed to ``context["to"]``."""
    monkeypatch.setitem(registry._composers, "test", plain)


def plain(message: Message) -> Content:
    return Content(to=message.context["to"], subject=message.key, text="Hello\n", html="<p>Hello</p>")
