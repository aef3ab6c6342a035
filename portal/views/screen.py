"""The red-flag screen: its questions, and what a warning sign means. There is no way round it from here."""

from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import NotFound, ServiceError
from patients.enums import Outcome, ScreeningScope
from patients.gate_access import get_own_screening
from patients.models import Patient, Screening
from patients.queries.screening import asked_of
from patients.queries.screening_due import conditions_of, full_scope
from portal.addresses import safe_back
from portal.pages.stops import warning_sign
from portal.screen_forms import ScreenForm, id_of_answers
from portal.views.patient import patient_page, show
from programs.services.red_flags import give_screening


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def screen(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """All questions that are due; ``?event=1`` asks what is asked after an injury."""
    condition = _condition(request, patient)
    is_event = "event" in request.GET
    scope = ScreeningScope.EVENT if is_event else full_scope(patient, condition)
    form = ScreenForm(
        asked_of(patient, condition, scope),
        request.POST if request.method == "POST" else None,
        initial={"uuid": uuid4(), "next": request.GET.get("next", "")},
    )
    if form.is_valid() and (given := _give(request, patient, condition, scope, form)):
        return after_screening(request, given, form.cleaned_data["next"])
    return show(request, patient, "portal/screen.html", section="today", form=form, scope=scope)


@require_safe
@patient_page
def screened(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """What a screening came to."""
    try:
        screening = get_own_screening(patient, uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
    if screening.outcome == Outcome.CLEAR:
        return show(request, patient, "portal/screened_clear.html", section="today")
    sign = warning_sign(screening, patient.time_zone)
    return show(request, patient, "portal/screened.html", section="today", sign=sign, stop=None)


def after_screening(request: HttpRequest, screening: Screening, back: str) -> HttpResponseBase:
    """Where answers lead: on, back to where they came from, or to what has to be done now."""
    if screening.outcome != Outcome.CLEAR:
        return redirect("portal:screened", uuid=screening.uuid)
    messages.success(request, _("Thank you. No warning sign."), extra_tags="screen")
    return redirect(safe_back(request, back))


def _condition(request: HttpRequest, patient: Patient) -> str:
    conditions = conditions_of(patient)
    if not conditions:
        raise Http404
    asked = request.GET.get("condition", "")
    return asked if asked in conditions else conditions[0]


def _give(
    request: HttpRequest, patient: Patient, condition: str, scope: ScreeningScope, form: ScreenForm
) -> Screening | None:
    try:
        return give_screening(
            by=cast(User, request.user),
            patient=patient,
            condition=condition,
            scope=scope,
            answers=form.answers(),
            uuid=id_of_answers(form.cleaned_data["uuid"], form.answers()),
        )
    except ServiceError as error:
        form.refuse(error)
        return None
