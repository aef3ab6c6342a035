"""An invited patient's first visit: the link of the invitation, used up only when they say yes.

Opening the page changes nothing, because mail scanners and previews open links too.
"""

from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.api.throttles import AnonThrottle
from common.errors import NotFound, ServiceError
from patients.models import Invitation, Patient
from patients.services.invitations import accept_invitation, find_invitation
from portal.forms import JoinForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class JoinThrottle(AnonThrottle):
    """A waiting room behind one address gets in; somebody who tries links does not get far."""

    scope = "join"
    rate = "30/min"


def guarded(view: Any) -> Any:
    """Not too often, and without the address, which holds the token, in any Referer.

    ``strict-origin`` and not ``no-referrer``: with the latter browsers send ``Origin: null``, which the
    CSRF check refuses.
    """

    @wraps(view)
    def join(request: HttpRequest, token: str) -> HttpResponseBase:
        allowed = JoinThrottle().allow_request(request, None)  # type: ignore[arg-type]
        response: HttpResponseBase = view(request, token) if allowed else _too_often(request)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return join


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        invitation = find_invitation(token)
    except NotFound as error:
        return _closed(request, error)
    with translation.override(invitation.patient.language):
        if invitation.patient.is_minor():
            return _for_guardian(request, invitation.patient)
        form = JoinForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and (entered := _enter(request, token, invitation, form)):
            return entered
        return _page(request, invitation, form)


def _enter(
    request: HttpRequest, token: str, invitation: Invitation, form: JoinForm
) -> HttpResponseBase | None:
    """Uses up the invitation and signs in; None when the form has to be shown again."""
    known = invitation.patient.email
    if not known and not form.is_valid():
        return None
    try:
        user = accept_invitation(token=token, email="" if known else form.cleaned_data["email"])
    except NotFound as error:
        return _closed(request, error)
    except ServiceError as error:
        form.refuse(ServiceError(error.message) if known else error)  # what is not asked has no field
        return None
    login(request, user, backend=BACKEND)
    return redirect("portal:today")


def _for_guardian(request: HttpRequest, patient: Patient) -> HttpResponse:
    """A child's letter opens no account: whoever holds it may not be the guardian."""
    context = {"clinic_name": patient.clinic.name, "patient": patient}
    return render(request, "portal/join_guardian.html", context)


def _page(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    patient = invitation.patient
    context = {"clinic_name": patient.clinic.name, "patient": patient, "form": form}
    return render(request, "portal/join.html", context)


def _closed(request: HttpRequest, error: NotFound) -> HttpResponseBase:
    """Whoever came in by the link before, and opens the mail again, just goes on."""
    if getattr(request.user, "patient", None):
        return redirect("portal:today")
    context = {"heading": _("This link does not open any more"), "message": str(error.message)}
    return render(request, "portal/join_closed.html", context, status=404)


def _too_often(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": _("That was a little too often"),
        "message": _("Wait for a minute and open the link again. Nothing is lost."),
    }
    return render(request, "portal/join_closed.html", context, status=429)
