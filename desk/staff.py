"""Who of the staff is asking: their place of work, looked up once a request, and what their role allows."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from accounts.access import active_membership
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.roles import PERMISSIONS, Role
from common.errors import NotFound

Params = ParamSpec("Params")


class StaffRequest(HttpRequest):
    """A request of somebody who works at a clinic; views behind ``needs`` get one."""

    user: User
    membership: Membership


def membership_of(request: HttpRequest) -> Membership | None:
    """Where this person works now, if anywhere."""
    if not hasattr(request, "membership"):
        request.membership = active_membership(request.user)  # type: ignore[attr-defined]
    return cast(Membership | None, request.membership)  # type: ignore[attr-defined]


def is_allowed(request: HttpRequest, permission: Permission) -> bool:
    """Does the role of whoever asks hold this permission?"""
    membership = membership_of(request)
    return membership is not None and permission in PERMISSIONS[Role(membership.role)]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def needs(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[StaffRequest, Params], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Params], HttpResponseBase],
]:
    """A page for those who hold a permission; for everybody else, and for others' rows, there is none."""

    def guard(
        view: Callable[Concatenate[StaffRequest, Params], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Params], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
            if not is_allowed(request, permission):
                raise Http404
            try:
                return view(cast(StaffRequest, request), *args, **kwargs)
            except NotFound as error:
                raise Http404(str(error.message)) from error

        return guarded

    return guard
