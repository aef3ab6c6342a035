"""What every page of a signed-in patient has in common: whose it is, their language, the frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.views.decorators.csrf import ensure_csrf_cookie

from common.errors import NotFound
from patients.access import own_patient
from patients.models import Patient
from portal.pages.stops import stop_notice

Page: TypeAlias = Callable[..., HttpResponseBase]
API = "/api/v1/me/"


def patient_page(view: Page) -> Page:
    """A page for patients, in their own language. Staff are sent to their own start page.

    The view takes the request, the patient, and what stands in the path.

    Every page sets the CSRF cookie: the player and the outbox on Today send it with what they store.
    """

    @wraps(view)
    @login_required
    @ensure_csrf_cookie
    def page(request: HttpRequest, **path: Any) -> HttpResponseBase:
        try:
            patient = own_patient(request.user)
        except NotFound as error:
            if getattr(request.user, "is_staff", False):
                return redirect("admin:index")
            raise Http404(str(error)) from error
        with translation.override(patient.language):
            return view(request, patient, **path)

    return page


def show(request: HttpRequest, patient: Patient, template: str, **context: Any) -> HttpResponse:
    """Renders a page in the patient's frame. While a warning sign holds them, each page says so."""
    frame = {
        "patient": patient,
        "clinic": patient.clinic,
        "clinic_name": patient.clinic.name,
        "patient_id": patient.uuid,
        "api_url": API,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "stop": SimpleLazyObject(lambda: stop_notice(patient)),
    }
    return render(request, template, frame | context)
