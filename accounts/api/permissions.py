"""Who may use an address at all. Which rows they then see, the doors in ``access.py`` decide."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.access import may
from accounts.permissions import Permission


def needs(permission: Permission) -> type[BasePermission]:
    """The person holds this permission at a clinic; others hear 403, the signed-out 401."""

    class Needs(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - DRF's signature
            return bool(request.user.is_authenticated) and may(request.user, permission)

    return Needs
