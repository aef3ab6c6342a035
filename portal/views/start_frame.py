"""What the steps of a clinic's public page share: whose it is, its language, how often somebody may send."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation

from accounts.models import Clinic
from accounts.queries import clinic_at
from common.api.throttles import AnonThrottle
from portal.start_state import Start, begun


class StartThrottle(AnonThrottle):
    """A family behind one address gets through; somebody who fills the clinic's queue does not."""

    scope = "start"
    rate = "40/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:  # noqa: ARG002 - signed in or not
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A step of one clinic's public page, in the clinic's language; sending is counted by address."""

    @wraps(view)
    def step(request: HttpRequest, slug: str, **path: Any) -> HttpResponseBase:
        clinic = clinic_at(slug)
        if clinic is None:
            raise Http404
        with translation.override(clinic.language):
            if request.method == "POST" and not StartThrottle().allow_request(request, None):  # type: ignore[arg-type]
                return too_often(request, clinic)
            return view(request, clinic, begun(request, slug), **path)

    return step


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def go_on(so_far: Start) -> HttpResponseBase:
    """To the step that comes next."""
    return redirect(so_far.next_page, slug=so_far.slug)


def too_often(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    return show_step(request, clinic, "too_often", status=429)


def show_step(
    request: HttpRequest, clinic: Clinic, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    frame = {"clinic": clinic, "clinic_name": clinic.name}
    return render(request, f"portal/start/{template}.html", frame | context, status=status)
