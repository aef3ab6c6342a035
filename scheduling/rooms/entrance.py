"""What every provider of rooms is asked, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from scheduling.rooms.words import Seat
from scheduling.rules.visits import Window


@dataclass(frozen=True, slots=True)
class Visit:
    """One side of one visit. ``name`` is what the other side reads; ``address``: the clinic's own server."""

    room: UUID
    seat: Seat
    window: Window
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class IceServer:
    """As WebRTC's RTCIceServer; without a name it wants no password."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How to get in: an address elsewhere, or none and what the room on our own page needs."""

    url: str = ""
    ice_servers: tuple[IceServer, ...] = ()


Provider = Callable[[Visit], Entrance]
