"""Two seats and their letters, in Redis: how the two browsers of a visit find each other.

A room has exactly two seats, the patient's and the practitioner's. A seat belongs to a ticket, which a page
makes when it opens; the next page of the same person takes the seat over. Letters lie under the ticket they
are meant for, so what was written to an older page is never read by a newer one. Nothing here outlives the
hour, and nothing of picture or sound ever passes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import orjson
import redis
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.errors import ServiceError
from scheduling.rooms.words import Link, Seat, Wants
from scheduling.rules.visits import Presence, presence

KEPT = timedelta(hours=1)
# When two were last together is asked for until the sweep has written it down.
KEPT_TOGETHER = timedelta(days=1)
MOST_LETTERS = 300
START = "0-0"

Letter = Mapping[str, Any]


class MailboxUnreachable(ServiceError):
    """Redis does not answer. A call under way goes on without it; the page asks again."""

    status = 503
    code = "unavailable"


@dataclass(frozen=True, slots=True)
class State:
    """What a page says of itself. ``shows`` is the exercise that the practitioner holds up."""

    link: str = Link.NEW
    microphone: bool = False
    camera: bool = False
    wants: str = Wants.ALL
    shows: str | None = None


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits in a seat: the page's ticket, when it was last heard, what it says of itself."""

    ticket: str
    seen_at: datetime
    has_left: bool
    state: State

    def presence(self, at: datetime) -> Presence:
        return presence(self.seen_at, has_left=self.has_left, at=at)

    def is_connected(self, at: datetime) -> bool:
        return self.presence(at) == Presence.HERE and self.state.link == Link.CONNECTED


class Mailbox:
    """The mailbox of one room."""

    def __init__(self, room: UUID) -> None:
        self._keys = f"room:{{{room}}}"

    def sit(self, seat: Seat, ticket: UUID, at: datetime) -> State:
        """Takes a seat, whoever had it. Answers what this side last showed, to be shown again."""
        before = self.sitter(seat)
        state = State(shows=before.state.shows if before else None)
        with reachable(), _redis().pipeline() as pipe:
            pipe.hset(self._seats, seat, str(ticket))
            pipe.expire(self._seats, KEPT)
            pipe.execute()
        self.say(ticket, state, at)
        return state

    def holder(self, seat: Seat) -> str | None:
        """The ticket to which a seat belongs now."""
        with reachable():
            found: Any = _redis().hget(self._seats, seat)
        return str(found) if found else None

    def sitter(self, seat: Seat) -> Sitter | None:
        """Who sits there now; None when nobody has yet."""
        ticket = self.holder(seat)
        with reachable():
            said = _redis().hget(self._said, ticket) if ticket else None
        return _sitter(ticket, orjson.loads(said)) if ticket and said else None

    def say(self, ticket: UUID, state: State, at: datetime, *, has_left: bool = False) -> None:
        """Writes down what a page says of itself, and that it was heard."""
        said = {"seen_at": at.isoformat(), "has_left": has_left, "state": asdict(state)}
        with reachable(), _redis().pipeline() as pipe:
            pipe.hset(self._said, str(ticket), orjson.dumps(said).decode())
            pipe.expire(self._said, KEPT)
            pipe.expire(self._seats, KEPT)
            pipe.execute()

    def post(self, to: str, letters: Sequence[Letter]) -> None:
        """Puts letters down for a page."""
        key = self._letters(to)
        with reachable(), _redis().pipeline() as pipe:
            for letter in letters:
                pipe.xadd(key, {"letter": orjson.dumps(letter).decode()}, maxlen=MOST_LETTERS)
            pipe.expire(key, KEPT)
            pipe.execute()

    def fetch(self, ticket: UUID, after: str = START) -> tuple[list[Letter], str]:
        """The letters that came after a place, and the place behind them. Reading takes nothing away."""
        with reachable():
            found: Any = _redis().xread({self._letters(str(ticket)): after}, count=MOST_LETTERS)
        rows = found[0][1] if found else []
        return [orjson.loads(row["letter"]) for _place, row in rows], rows[-1][0] if rows else after

    def meet(self, at: datetime) -> None:
        """Both are connected now."""
        with reachable():
            _redis().set(self._together, at.isoformat(), ex=KEPT_TOGETHER)

    def last_together(self) -> datetime | None:
        """When both were last seen connected; None when that is not known (any more)."""
        with reachable():
            found: Any = _redis().get(self._together)
        return datetime.fromisoformat(found) if found else None

    @property
    def _seats(self) -> str:
        return f"{self._keys}:seats"

    @property
    def _said(self) -> str:
        return f"{self._keys}:said"

    @property
    def _together(self) -> str:
        return f"{self._keys}:together"

    def _letters(self, ticket: str) -> str:
        return f"{self._keys}:letters:{ticket}"


@contextmanager
def reachable() -> Iterator[None]:
    """Turns an outage of Redis into an answer that asks to try again."""
    try:
        yield
    except (redis.RedisError, OSError) as error:
        raise MailboxUnreachable(
            _("The room cannot be reached just now. We try again by ourselves.")
        ) from error


def _sitter(ticket: str, said: dict[str, Any]) -> Sitter:
    seen_at = datetime.fromisoformat(said["seen_at"])
    return Sitter(ticket, seen_at, said["has_left"], State(**said["state"]))


@cache
def _redis() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_connect_timeout=2, socket_timeout=2
    )
