"""What a page says while the database or Redis is away: that it is us, and that nothing is lost."""

import logging
import sys

import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

AWAY = (OperationalError, InterfaceError, redis.ConnectionError, redis.TimeoutError)
RETRY_AFTER_S = "30"

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Django's handler of uncaught errors: 503 for an outage, 500 for a mistake of ours.

    The pages are rendered without a request, because what a context processor asks may be what is away.
    """
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        logger.error("A service we need is away: %s", type(error).__name__)
        page = loader.render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_S})
    return HttpResponse(loader.render_to_string("500.html"), status=500)
