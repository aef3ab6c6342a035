"""What all operations of the OpenAPI description share: how one signs in, the shape of an error."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer[Any]):
    """Every refusal: ``code`` for programs, ``message`` for people, ``fields`` names the inputs at fault."""

    code = serializers.CharField()
    message = serializers.CharField()
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField())
    )


REFUSAL = OpenApiResponse(ErrorSerializer, "Refused: `fields` names the inputs at fault, if there are any.")


class Schema(AutoSchema):
    """An operation answers what it says, or an error in the one shape."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        refusal = self._get_response_for_code(REFUSAL, "default")  # type: ignore[no-untyped-call]
        return bodies | {"default": refusal}

    def get_operation_id(self) -> str:
        """Views that share a method name their operation themselves."""
        named = getattr(self.view, "operation_id", None)
        return named or super().get_operation_id()


class CookieScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Our own pages' session. Its name is the safe one, whatever this machine is set to."""

    target_class = "common.api.authentication.SessionAuthentication"
    name = "sessionCookie"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-sessionid",
            "description": "The session of this site's own pages. Writing needs the X-CSRFToken header too.",
        }


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Other clients: the token from signing in under ``/_allauth/app/v1/``."""

    target_class = "allauth.headless.contrib.rest_framework.authentication.XSessionTokenAuthentication"
    name = "sessionToken"
    priority = 1  # before the one that drf-spectacular brings, which does not say where the token comes from

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        return {
            "type": "apiKey",
            "in": "header",
            "name": "X-Session-Token",
            "description": "From signing in by e-mail code under /_allauth/app/v1/auth/.",
        }
