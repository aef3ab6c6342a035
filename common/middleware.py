"""Small things that hold for every response."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from common import health

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
API = "/api/"
NUL = "\x00"


class HealthMiddleware:
    """Answers /health/ before host checks and redirects, because a load balancer asks by address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = health.ROUTES.get(request.path)
        return answer() if answer and request.method in {"GET", "HEAD"} else self.get_response(request)


class NulMiddleware:
    """PostgreSQL knows no NUL, and no name or search has one. The API says so itself, in its own shape."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if not request.path.startswith(API) and (NUL in request.path or "%00" in asked or NUL in asked):
            raise BadRequest("The address contains a NUL.")
        return self.get_response(request)


class AdminPolicyMiddleware:
    """Loosens the content policy under /admin/, and there only, by what the theme's Alpine needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response


class NoStoreMiddleware:
    """Pages and answers carry health data: no cache between us and the browser may keep them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class DevicesMiddleware:
    """No page may use camera, microphone, screen or place, but one that says so itself: the video room."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", policy(()))
        return response


DEVICES = ("camera", "microphone", "display-capture", "geolocation")


def policy(own: Collection[str]) -> str:
    """The Permissions-Policy of a page that uses the ``own`` devices, and nobody inside it."""
    return ", ".join(f"{device}={'(self)' if device in own else '()'}" for device in DEVICES)
