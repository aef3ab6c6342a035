"""Who writes which kind of message.

The outbox knows no subject. An app that plans messages of a kind registers, in its ``AppConfig.ready``, the
function that writes them: at the moment of sending, from what is true then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from notifications.models import Message


@dataclass(frozen=True)
class Invitation:
    """An event for the reader's calendar: an iCalendar file and its METHOD, as in "REQUEST"."""

    name: str
    method: str
    data: bytes


@dataclass(frozen=True)
class Content:
    """A mail as it goes out; ``text`` and ``html`` say the same, and so do the ``invitations``.

    ``stop_url`` is the page on which the reader turns such mails off, for those they may turn off.
    """

    to: str
    subject: str
    text: str
    html: str
    stop_url: str = ""
    invitations: Sequence[Invitation] = ()


@dataclass(frozen=True)
class Suppress:
    """Do not send it after all; people read the reason in the outbox."""

    reason: str


Composer: TypeAlias = Callable[[Message], Content | Suppress]

_composers: dict[str, Composer] = {}


def register(kind: str, compose: Composer) -> None:
    """From now on ``compose`` writes the messages of this kind."""
    _composers[kind] = compose


def composer_for(kind: str) -> Composer:
    """Raises LookupError for a kind that nobody registered."""
    return _composers[kind]
