"""Questions to the clinic. The short list of warning signs comes first: some things must not wait."""

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import ServiceError
from patients.enums import Outcome, ScreeningScope
from patients.models import Patient, Screening
from patients.queries.screening import asked_of
from patients.queries.screening_due import conditions_of
from patients.services.questions import ask_question
from portal.ask_forms import AskForm
from portal.pages.ask import asked_by
from portal.screen_forms import id_of_answers
from portal.views.patient import patient_page, show
from programs.services.red_flags import give_screening


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def ask(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    condition = _condition(patient)
    form = AskForm(
        asked_of(patient, condition, ScreeningScope.DAILY),
        request.POST if request.method == "POST" else None,
        initial={"uuid": uuid4()},
    )
    if form.is_valid() and (answer := _ask(cast(User, request.user), patient, condition, form)):
        return _after(request, answer)
    return show(request, patient, "portal/ask.html", section="more", form=form, asked=asked_by(patient))


def _condition(patient: Patient) -> str:
    conditions = conditions_of(patient)
    if not conditions:
        raise Http404
    return conditions[0]


def _ask(by: User, patient: Patient, condition: str, form: AskForm) -> Screening | None:
    """The screening given with the question; None when one of the two was refused, and the form says why."""
    uuid, answers = form.cleaned_data["uuid"], form.answers()
    try:
        screening = give_screening(
            by=by,
            patient=patient,
            condition=condition,
            scope=ScreeningScope.DAILY,
            answers=answers,
            uuid=id_of_answers(uuid, answers),
        )
        if screening.outcome == Outcome.CLEAR:
            ask_question(
                by=by,
                patient=patient,
                uuid=uuid,
                text=form.cleaned_data["text"],
                screening=screening.uuid,
            )
    except ServiceError as error:
        form.refuse(error)
        return None
    return screening


def _after(request: HttpRequest, screening: Screening) -> HttpResponseBase:
    if screening.outcome != Outcome.CLEAR:
        messages.warning(request, _("Your question was not sent: this must not wait for an answer."))
        return redirect("portal:screened", uuid=screening.uuid)
    messages.success(request, _("Your question is sent."), extra_tags="ask")
    return redirect("portal:ask")
