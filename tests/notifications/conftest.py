"""A kind of message that tests write themselves."""

import pytest

from notifications import registry
from notifications.models import Message
from notifications.registry import Content


@pytest.fixture
def test_kind(monkeypatch) -> None:
    """Messages of the kind "test" are addressed to ``context["to"]``."""
    monkeypatch.setitem(registry._composers, "test", plain)


def plain(message: Message) -> Content:
    return Content(to=message.context["to"], subject=message.key, text="Hello\n", html="<p>Hello</p>")
