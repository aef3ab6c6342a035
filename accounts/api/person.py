"""Who asks."""

from rest_framework.request import Request

from accounts.models import User


def person(request: Request) -> User:
    """The signed-in person; every view that uses it lets nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type, the permission class decides
    return request.user
