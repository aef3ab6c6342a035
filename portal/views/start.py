"""The clinic's public page: warning signs first, then who asks to be seen. An emergency ends it at once.

Each step is a page of its own, and whoever comes to a step too early or too late is sent to the right one.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Clinic
from accounts.queries import clinic_at
from common import clock
from common.api.throttles import AnonThrottle
from common.errors import ServiceError
from patients.enums import ScreeningScope
from patients.gate_access import visitor_screening
from patients.models import Screening
from patients.queries.gate import what_to_do
from patients.queries.screening import current_form, red_flags
from patients.queries.screening_due import screened_conditions
from patients.rules.ages import years_between
from patients.services.deadlines import answer_by
from patients.services.enquiries import send_enquiry
from patients.services.screenings import record_visitor_screening
from portal.screen_forms import ScreenForm, id_of_answers
from portal.start_forms import AgeForm, DetailsForm
from portal.start_state import Start, begun, forget, keep
from portal.words import moment_words
from programs.queries.packs import condition_names


class StartThrottle(AnonThrottle):
    """A family behind one address gets through; somebody who fills the clinic's queue does not."""

    scope = "start"
    rate = "40/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:  # noqa: ARG002 - signed in or not
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A step of one clinic's public page, in the clinic's language; sending is counted by address."""

    @wraps(view)
    def step(request: HttpRequest, slug: str) -> HttpResponseBase:
        clinic = clinic_at(slug)
        if clinic is None:
            raise Http404
        with translation.override(clinic.language):
            if request.method == "POST" and not StartThrottle().allow_request(request, None):  # type: ignore[arg-type]
                return _show(request, clinic, "too_often", status=429)
            return view(request, clinic, begun(request, slug))

    return step


@require_http_methods(["GET", "HEAD", "POST"])
@public
def start(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What this is, and how old the person is."""
    if so_far.is_emergency:
        return _go_on(so_far)
    names = condition_names()
    conditions = [(condition, names.get(condition, condition)) for condition in screened_conditions()]
    if not conditions:
        raise Http404
    form = AgeForm(conditions, clock.today_in(clinic.time_zone), _posted(request))
    if form.is_valid():
        data = form.cleaned_data
        so_far = _anew(request, clinic) if so_far.sent_until else so_far
        so_far.tell_age(data["date_of_birth"], data["guardian_name"], data.get("condition", conditions[0][0]))
        keep(request, so_far)
        return redirect("portal:start_questions", slug=clinic.slug)
    return _show(request, clinic, "age", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def questions(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    if so_far.is_emergency or not so_far.born:
        return _go_on(so_far)
    age = years_between(so_far.date_of_birth, clock.today_in(clinic.time_zone))
    form_asked = current_form(so_far.condition)
    asked = red_flags(clinic, form_asked, ScreeningScope.INTAKE, age) if form_asked else []
    form = ScreenForm(asked, _posted(request), initial={"uuid": so_far.form})
    if form.is_valid() and (screening := _screen(clinic, so_far, age, form)):
        so_far.answered(screening)
        keep(request, so_far)
        return _go_on(so_far)
    return _show(request, clinic, "questions", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def details(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """Who asks, and how to reach them."""
    if so_far.next_page != "portal:start_details":
        return _go_on(so_far)
    form = DetailsForm(_posted(request), initial={"time_zone": clinic.time_zone})
    if form.is_valid() and (until := _send(clinic, so_far, form)):
        so_far.sent(until, form.cleaned_data["time_zone"])
        keep(request, so_far)
        return _go_on(so_far)
    return _show(request, clinic, "details", form=form, start=so_far)


@require_safe
@public
def sent(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What happens next."""
    if not so_far.sent_until:
        return _go_on(so_far)
    until_words = moment_words(so_far.answer_until, so_far.zone)
    return _show(request, clinic, "sent", start=so_far, until_words=until_words)


@require_safe
@public
def urgent_care(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """An emergency: nothing else is asked."""
    screening = visitor_screening(clinic, so_far.screening) if so_far.is_emergency else None
    if screening is None:
        return redirect("portal:start", slug=clinic.slug)
    return _show(request, clinic, "urgent_care", text=what_to_do(screening))


@require_POST
@public
def again(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:  # noqa: ARG001
    """For somebody else, on the same phone."""
    forget(request, clinic.slug)
    return redirect("portal:start", slug=clinic.slug)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _go_on(so_far: Start) -> HttpResponseBase:
    return redirect(so_far.next_page, slug=so_far.slug)


def _anew(request: HttpRequest, clinic: Clinic) -> Start:
    forget(request, clinic.slug)
    return begun(request, clinic.slug)


def _screen(clinic: Clinic, so_far: Start, age: int, form: ScreenForm) -> Screening | None:
    answers = form.answers()
    try:
        return record_visitor_screening(
            clinic=clinic,
            condition=so_far.condition,
            age=age,
            answers=answers,
            uuid=id_of_answers(so_far.form_id, answers),
        )
    except ServiceError as error:
        form.refuse(error)
        return None


def _send(clinic: Clinic, so_far: Start, form: DetailsForm) -> datetime | None:
    """Until when the visitor is answered; a machine hears the same as a person, and nothing is kept of it."""
    if form.is_by_machine:
        return answer_by(clock.now(), clinic.time_zone)
    try:
        enquiry = send_enquiry(
            clinic=clinic,
            uuid=so_far.enquiry_id,
            screening=so_far.screening_id,
            visitor=form.visitor(so_far),
        )
    except ServiceError as error:
        form.refuse(error)
        return None
    return enquiry.due_at


def _show(
    request: HttpRequest, clinic: Clinic, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    frame = {"clinic": clinic, "clinic_name": clinic.name}
    return render(request, f"portal/start/{template}.html", frame | context, status=status)
