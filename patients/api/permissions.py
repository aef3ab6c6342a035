"""Who may use the addresses under /me/: patients, and carers who say with ``?patient=`` whose they mean."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from accounts.api.person import person
from patients.own_pages import check_may_write, open_pages

if TYPE_CHECKING:  # the views themselves ask for this class as their default
    from rest_framework.views import APIView

PICK = "patient"


class OwnPages(IsAuthenticated):
    """Every view that says nothing else: reading what one's own pages show, writing where one may write.

    A view whose writing has a rule of its own, as agreeing has, says ``checks_writing_itself``.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        by = person(request)
        proxy = open_pages(by, request.query_params.get(PICK))
        request.read_already = frozenset({PICK})  # type: ignore[attr-defined] # query_of knows it then
        if request.method not in SAFE_METHODS and not getattr(view, "checks_writing_itself", False):
            check_may_write(by, proxy)
        return True
