"""Every error of the API has one shape: {"code", "message", "fields"}."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from common.errors import ServiceError


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: services' refusals and DRF's own errors, in our shape."""
    if isinstance(error, ServiceError):
        set_rollback()
        return Response(body(error.code, str(error.message), error.fields), status=error.status)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _reshape(error, response.data)
    return response


def body(code: str, message: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    """The one shape of an error."""
    return {"code": code, "message": message, "fields": fields or {}}


def _reshape(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, Http404):
        return body("not_found", _("Not found."))
    if isinstance(error, PermissionDenied):
        return body("permission_denied", _("You may not do this."))
    if isinstance(error, exceptions.ValidationError):
        fields = data if isinstance(data, dict) else {"non_field_errors": data}
        return body("invalid", _("Some of this cannot be stored; see the fields."), fields)
    detail = data.get("detail", "") if isinstance(data, dict) else data
    return body(str(getattr(detail, "code", "error")), str(detail))
