"""An invited patient's first visit: the link of the invitation, used up only when they say yes.

Opening the page changes nothing, because mail scanners and previews open links too.
"""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.errors import NotFound, ServiceError
from patients.models import Invitation
from patients.services.invitations import accept_invitation, find_invitation
from portal.forms import JoinForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        invitation = find_invitation(token)
    except NotFound as error:
        return render(request, "portal/join_closed.html", {"message": str(error)}, status=404)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (entered := _enter(request, token, invitation, form)):
        return entered
    return _page(request, invitation, form)


def _enter(request: HttpRequest, token: str, invitation: Invitation, form: JoinForm) -> HttpResponse | None:
    """Uses up the invitation and signs in; None when the form has to be shown again."""
    known = invitation.patient.email
    if not known and not form.is_valid():
        return None
    try:
        user = accept_invitation(token=token, email="" if known else form.cleaned_data["email"])
    except ServiceError as error:
        form.is_valid()
        form.refuse(error)
        return None
    login(request, user, backend=BACKEND)
    return redirect("portal:today")


def _page(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    patient = invitation.patient
    context = {"clinic_name": patient.clinic.name, "patient": patient, "form": form}
    return render(request, "portal/join.html", context)
