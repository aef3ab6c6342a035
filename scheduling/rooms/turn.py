"""Passwords for the relay (coturn), good for one room and a few hours.

coturn's ``use-auth-secret`` works without accounts: the name is the moment at which it expires and anything
else, the password is the name signed with a secret that both know (its README.turnserver, "TURN REST API").
The name carries chance instead of a person, because relays write names into their logs.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a browser shows to the relay."""

    username: str
    credential: str


def credentials(secret: str, expires_at: datetime) -> Credentials:
    """A name and password that nobody had before, good until ``expires_at``."""
    username = f"{int(expires_at.timestamp())}:{secrets.token_hex(8)}"
    # SHA-1 is what the protocol of coturn asks for; as an HMAC key derivation it is not broken.
    signed = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return Credentials(username, base64.b64encode(signed).decode())
