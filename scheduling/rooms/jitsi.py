"""A clinic's own Jitsi: an address with a token that opens one room to one of two people, in the visit's
window.

The token is what Jitsi's Prosody checks (app id and secret): who let them in (``iss``), into which room, and
from when until when. The room's name says nothing: it is the appointment's id, signed with the secret.
"""

import base64
import hashlib
import hmac
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import jwt
from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import Conflict
from scheduling.rooms.entrance import Entrance, Visit
from scheduling.rooms.words import Seat

AUDIENCE = "jitsi"


def enter(visit: Visit) -> Entrance:
    """The address of the room, with the token in it. Raises Conflict without a secret for it."""
    if not settings.JITSI_SECRET:
        raise Conflict(
            _("The clinic's video rooms are not set up completely. Please call the clinic."), code="no_room"
        )
    name = room_name(visit.room)
    return Entrance(url=f"{visit.address.rstrip('/')}/{name}?{urlencode({'jwt': _token(visit, name)})}")


def room_name(room: UUID) -> str:
    """The same name for the same appointment, which nobody can guess or trace back."""
    signed = hmac.new(settings.JITSI_SECRET.encode(), f"room:{room}".encode(), hashlib.sha256).digest()
    return base64.b32encode(signed[:15]).decode().lower()


def _token(visit: Visit, name: str) -> str:
    leads = visit.seat == Seat.PRACTITIONER
    claims = {
        "iss": settings.JITSI_APP_ID,
        "aud": AUDIENCE,
        "sub": urlsplit(visit.address).hostname,
        "room": name,
        "nbf": int(visit.window.opens_at.timestamp()),
        "exp": int(visit.window.closes_at.timestamp()),
        # Jitsi reads texts here, not true and false.
        "context": {
            "user": {
                "name": visit.name,
                "moderator": "true" if leads else "false",
                "affiliation": "owner" if leads else "member",
            }
        },
    }
    return jwt.encode(claims, settings.JITSI_SECRET, algorithm="HS256")
