"""Every error of the API has one shape: {"code", "message", "fields": {name: [problem, ...]}}.

A refusal that knows a way on says it beside them (``ServiceError.more``).
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from common.errors import ServiceError

logger = logging.getLogger(__name__)

SOON_S = 5
NO_FIELD = api_settings.NON_FIELD_ERRORS_KEY


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: services' refusals, DRF's own errors and a lost database, in our shape."""
    if isinstance(error, ServiceError):
        set_rollback()
        answer = body(error.code, str(error.message), error.fields)
        return Response({**error.more, **answer}, status=error.status)
    if isinstance(error, OperationalError | InterfaceError):
        return _unavailable(error)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _reshape(error, response.data)
    return response


def body(code: str, message: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    """The one shape of an error."""
    return {"code": code, "message": message, "fields": fields or {}}


def _unavailable(error: Exception) -> Response:
    """The client keeps what it has and asks again; nobody's log is lost."""
    logger.error("The database did not answer.", exc_info=error)
    answer = body("unavailable", _("We cannot be reached just now. Please try again in a moment."))
    return Response(answer, status=503, headers={"Retry-After": str(SOON_S)})


def _reshape(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        problems: dict[str, list[str]] = {}
        for name, problem in _problems(data):
            problems.setdefault(name or NO_FIELD, []).append(problem)
        return body("invalid", _("Some of this cannot be stored; see the fields."), problems)
    detail = data["detail"]
    return body(detail.code, str(detail))


def _problems(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every problem with the path of its field: ``changes.0.dose.sets``."""
    if not isinstance(found, dict | list):
        yield path, str(found)
        return
    for name, part in found.items() if isinstance(found, dict) else enumerate(found):
        is_place = isinstance(part, dict) or (isinstance(found, dict) and name != NO_FIELD)
        yield from _problems(part, f"{path}.{name}".lstrip(".") if is_place else path)
