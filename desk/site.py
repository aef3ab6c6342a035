"""The admin site: the theme's frame around the staff's own pages, and nothing else of the stock admin.

No model is edited through generic forms here: each page reads through the access doors and writes through a
service, so what the stock admin would add (change lists, delete, history of everybody) has no address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.http import require_POST
from unfold.sites import UnfoldAdminSite

from desk.staff import membership_of

View = Callable[..., Any]


class DeskSite(UnfoldAdminSite):  # type: ignore[misc]
    """Whoever works at a clinic comes in; the pages ask for permissions of their own."""

    def has_permission(self, request: HttpRequest) -> bool:
        return membership_of(request) is not None

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """As in the stock admin, but somebody signed in who does not work here finds no page."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from desk.urls import routes

        return routes(self)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:  # noqa: ARG002
        """No model has pages of its own here."""
        return []

    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """There is one front door for everybody; staff come in by its password page."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))

    def logout(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        return _sign_out(request)


@require_POST
def _sign_out(request: HttpRequest) -> HttpResponseRedirect:
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))
