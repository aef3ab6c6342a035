"""Rate limits. They let requests through when Redis is out of reach: a patient's log matters more."""

import logging
from typing import Any

import redis
from rest_framework import throttling
from rest_framework.request import Request

logger = logging.getLogger(__name__)


class OpenOnOutage:
    """Counts in Redis; without Redis nobody is throttled, and the log says so."""

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return bool(super().allow_request(request, view))  # type: ignore[misc]
        except (redis.RedisError, OSError):
            logger.warning("Throttling is off: Redis cannot be reached.")
            return True


class UserThrottle(OpenOnOutage, throttling.UserRateThrottle):
    """Per signed-in person."""


class AnonThrottle(OpenOnOutage, throttling.AnonRateThrottle):
    """Per address, for the signed-out."""
