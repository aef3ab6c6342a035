"""The session cookie of our own pages, with 401 rather than 403 for the signed-out."""

from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session with CSRF protection. The header makes DRF answer 401 to the signed-out."""

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - DRF's signature
        return "Session"
