"""The room of our own: the two browsers talk to each other directly, or through the relay where they cannot.

Media is encrypted between the two (DTLS-SRTP); the server only helps them to find each other (mailbox.py).
"""

from django.conf import settings

from scheduling.rooms.entrance import Entrance, IceServer, Visit
from scheduling.rooms.turn import credentials


def enter(visit: Visit) -> Entrance:
    """Where the browser asks for its own address, and for a relay, with a password made for this visit."""
    return Entrance(ice_servers=(*_stun(), *_turn(visit)))


def _stun() -> tuple[IceServer, ...]:
    return (IceServer(tuple(settings.STUN_URLS)),) if settings.STUN_URLS else ()


def _turn(visit: Visit) -> tuple[IceServer, ...]:
    if not settings.TURN_URLS:
        return ()
    made = credentials(settings.TURN_SECRET, visit.window.closes_at)
    return (IceServer(tuple(settings.TURN_URLS), made.username, made.credential),)
