"""Some months after the end: one question, answered with one tap."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.errors import NotFound, ServiceError
from patients.models import HowSince, Patient
from patients.queries.aftercare import asked_now
from patients.services.aftercare import answer_aftercare
from portal.pages.aftercare import questions_of
from portal.views.patient import patient_page, show

THANKS = {
    HowSince.WELL: gettext_lazy("Good to hear. Thank you."),
    HowSince.NIGGLES: gettext_lazy("Thank you. If it gets more, tell your clinic."),
    HowSince.RELAPSE: gettext_lazy(
        "Thank you for telling us. Your clinic looks at it and gets in touch with you."
    ),
}


@require_http_methods(["GET", "HEAD"])
@patient_page
def aftercare(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """Everything of this kind that waits for a tap."""
    return show(
        request, patient, "portal/aftercare.html", section="today", aftercare=questions_of(asked_now(patient))
    )


@require_POST
@patient_page
def answer(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """One tap; a refusal is said on the page."""
    said = request.POST.get("answer", "")
    try:
        answer_aftercare(by=cast(User, request.user), uuid=uuid, answer=said)
        messages.success(request, str(THANKS[HowSince(said)]))
    except NotFound as error:
        raise Http404(str(error)) from error
    except ServiceError as error:
        messages.error(request, str(error.message))
    return redirect("portal:aftercare" if asked_now(patient) else "portal:today")
