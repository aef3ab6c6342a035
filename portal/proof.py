"""A small piece of work that a browser does while somebody types: cheap once, dear for who sends thousands.

The page hands out a signed text; the script looks for a number with which their hash begins with zero bits.
Each text counts once and for two hours. Without a script a form goes through, but not often (views/start.py).
"""

import hashlib
import logging
import secrets

import redis
from django.core import signing
from django.core.cache import cache

logger = logging.getLogger(__name__)

SALT = "portal.proof"
BITS = 15
VALID_S = 2 * 60 * 60
LONGEST_NUMBER = 20


def new_challenge() -> str:
    """A text to work on."""
    return signing.dumps(secrets.token_urlsafe(12), salt=SALT)


def is_proven(challenge: str, number: str) -> bool:
    """Was the work done for a text of ours, and not counted before?"""
    if not number.isascii() or not number.isdigit() or len(number) > LONGEST_NUMBER:
        return False
    try:
        signing.loads(challenge, salt=SALT, max_age=VALID_S)
    except signing.BadSignature:
        return False
    return zero_bits(challenge, number) >= BITS and _is_first_time(challenge)


def zero_bits(challenge: str, number: str) -> int:
    """With how many zero bits the hash of the two begins."""
    digest = hashlib.sha256(f"{challenge}:{number}".encode()).digest()
    return len(digest) * 8 - int.from_bytes(digest).bit_length()


def _is_first_time(challenge: str) -> bool:
    """Counted in Redis; while it is out of reach, work counts as often as it is shown."""
    try:
        return bool(cache.add(f"proof:{hashlib.sha256(challenge.encode()).hexdigest()}", 1, VALID_S))
    except (redis.RedisError, OSError):
        logger.warning("Proofs of work are not told apart: Redis cannot be reached.")
        return True
