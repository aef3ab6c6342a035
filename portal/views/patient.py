"""What every page of a signed-in patient has in common: whose it is, their language, the frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.views.decorators.csrf import ensure_csrf_cookie

from accounts.models import User
from common.errors import NotFound
from patients.models import Patient, Proxy
from patients.queries.consents import texts_to_agree
from portal.pages.stops import stop_notice
from portal.pages.whose import Whose
from portal.whose import PickSomebody, may_not_write, mixed_up, open_in_session

Page: TypeAlias = Callable[..., HttpResponseBase]
API = "/api/v1/me/"


def patient_page(view: Page) -> Page:
    """A page for patients and carers, in the patient's language. Staff are sent to their own start page.

    The view takes the request, the patient, and what stands in the path. What is required is agreed to
    before, and nothing is taken from a carer who may only look.
    """
    return _page(view, _before)


def first_page(view: Page) -> Page:
    """A page that comes before agreeing: that of agreeing."""
    return _page(view, _told_apart)


def _page(view: Page, first: Callable[..., HttpResponseBase | None]) -> Page:
    """Every page sets the CSRF cookie: the player and the outbox on Today send it with what they store."""

    @wraps(view)
    @login_required
    @ensure_csrf_cookie
    def page(request: HttpRequest, **path: Any) -> HttpResponseBase:
        try:
            patient, proxy = open_in_session(request)
        except PickSomebody:
            return redirect("portal:people")
        except NotFound as error:
            if getattr(request.user, "is_staff", False):
                return redirect("admin:index")
            raise Http404(str(error)) from error
        with translation.override(patient.language):
            return first(request, patient, proxy) or view(request, patient, **path)

    return page


def _told_apart(request: HttpRequest, patient: Patient, proxy: Proxy | None) -> HttpResponseBase | None:
    """Nothing is stored for one person that was sent from another one's page."""
    problem = mixed_up(request, patient, proxy) if request.method == "POST" else None
    return refused(request, patient, problem) if problem else None


def _before(request: HttpRequest, patient: Patient, proxy: Proxy | None) -> HttpResponseBase | None:
    """What comes before the page: something to agree to, or the reason why nothing is taken here."""
    if texts_to_agree(patient).exists():
        asked = {} if request.method == "POST" else {"next": request.get_full_path()}
        return redirect(f"{reverse('portal:agree')}?{urlencode(asked)}")
    if request.method != "POST":
        return None
    problem = mixed_up(request, patient, proxy) or may_not_write(request, proxy)
    return refused(request, patient, problem) if problem else None


def refused(request: HttpRequest, patient: Patient, problem: str) -> HttpResponseBase:
    """Says why nothing was stored."""
    return show(request, patient, "portal/refused.html", status=403, problem=problem)


def show(
    request: HttpRequest, patient: Patient, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders a page in the patient's frame. While a warning sign holds them, each page says so."""
    frame = {
        "patient": patient,
        "clinic": patient.clinic,
        "clinic_name": patient.clinic.name,
        "patient_id": patient.uuid,
        "api_url": API,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "whose": Whose(cast(User, request.user), patient),
        "stop": SimpleLazyObject(lambda: stop_notice(patient)),
    }
    return render(request, template, frame | context, status=status)
