"""What has to be read and agreed to before anything else; and taking it back."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.errors import Conflict, NotAllowed, NotFound, ServiceError
from patients.models import Patient
from patients.queries.consents import texts_to_agree
from patients.services.consents import give_consent, withdraw_consent
from portal.addresses import safe_back
from portal.pages.whose import Whose
from portal.views.patient import first_page, patient_page, refused, show


@require_http_methods(["GET", "HEAD", "POST"])
@first_page
def agree(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """One text after the other, each in full; after the last one, on to where the patient was going."""
    if request.method == "POST" and not Whose(cast(User, request.user), patient).speaks_for:
        return refused(request, patient, _("Only the patient, or a guardian, can do this."))
    if request.method == "POST":
        _agree(request)
    text = texts_to_agree(patient).select_related("clinic").first()
    going = request.GET.get("next", "")
    if text is None:
        return redirect(safe_back(request, going))
    return show(request, patient, "portal/agree.html", text=text)


@require_POST
@patient_page
def withdraw(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    try:
        consent = withdraw_consent(by=cast(User, request.user), consent=uuid)
    except NotFound as error:
        raise Http404(str(error.message)) from error
    except NotAllowed as error:
        return refused(request, patient, str(error.message))
    except Conflict as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("You took back: %(title)s") % {"title": consent.text.title})
    return redirect("portal:profile")


def _agree(request: HttpRequest) -> None:
    try:
        give_consent(by=cast(User, request.user), text=_uuid(request.POST.get("text", "")))
    except ServiceError as error:
        messages.error(request, str(error.message))


def _uuid(text: str) -> UUID:
    """What is no UUID is no text either."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
