"""The clinic's public page: warning signs first, then who asks to be seen. An emergency ends it at once.

Each step is a page of its own, and whoever comes to a step too early or too late is sent to the right one.
Where the clinic lets new patients book, a code by mail and a time follow (start_booking.py); everywhere else,
and after an urgent answer, the clinic is asked to call.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Clinic
from common import clock
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
from portal.proof import BITS, is_proven, new_challenge
from portal.screen_forms import ScreenForm, id_of_answers
from portal.start_forms import AgeForm, DetailsForm
from portal.start_state import Start, begun, forget, keep
from portal.views.start_frame import StartThrottle, go_on, posted, public, show_step, too_often
from portal.words import moment_words
from programs.queries.packs import condition_names
from scheduling.queries.public import kinds_for_new
from scheduling.services.address_checks import send_code

# From where somebody may go back to what they typed about themselves.
DETAILS_OPEN = frozenset({"portal:start_details", "portal:start_code", "portal:start_times"})
INSTEAD = "instead"


class UnprovenThrottle(StartThrottle):
    """Without the work of a script (portal/proof.py): enough for a person without one, not for a program."""

    scope = "start_unproven"
    rate = "6/hour"


@require_http_methods(["GET", "HEAD", "POST"])
@public
def start(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What this is, and how old the person is."""
    if so_far.is_emergency:
        return go_on(so_far)
    names = condition_names()
    conditions = [(condition, names.get(condition, condition)) for condition in screened_conditions()]
    if not conditions:
        raise Http404
    told = {"date_of_birth": so_far.born, "guardian_name": so_far.guardian, "condition": so_far.condition}
    form = AgeForm(conditions, clock.today_in(clinic.time_zone), posted(request), initial=told)
    if form.is_valid():
        data = form.cleaned_data
        so_far = _anew(request, clinic) if so_far.is_over else so_far
        so_far.tell_age(data["date_of_birth"], data["guardian_name"], data.get("condition", conditions[0][0]))
        keep(request, so_far)
        return redirect("portal:start_questions", slug=clinic.slug)
    return show_step(request, clinic, "age", form=form, books=_books(clinic))


@require_http_methods(["GET", "HEAD", "POST"])
@public
def questions(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    if so_far.is_emergency or not so_far.born:
        return go_on(so_far)
    age = years_between(so_far.date_of_birth, clock.today_in(clinic.time_zone))
    form_asked = current_form(so_far.condition)
    asked = red_flags(clinic, form_asked, ScreeningScope.INTAKE, age) if form_asked else []
    form = ScreenForm(asked, posted(request), initial={"uuid": so_far.form})
    if form.is_valid() and (screening := _screen(clinic, so_far, age, form)):
        so_far.answered(screening)
        keep(request, so_far)
        return go_on(so_far)
    return show_step(request, clinic, "questions", form=form, books=_books(clinic))


@require_http_methods(["GET", "HEAD", "POST"])
@public
def details(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """Who asks, and how to reach them. ``instead``: rather be called than choose a time."""
    if so_far.next_page not in DETAILS_OPEN:
        return go_on(so_far)
    books = so_far.is_clear and _books(clinic)
    form = DetailsForm(posted(request), initial={"time_zone": clinic.time_zone, **so_far.typed})
    if form.is_valid():
        if not _is_by_person(request, form):
            return too_often(request, clinic)
        take = _to_code if books and INSTEAD not in request.POST else _to_clinic
        if take(clinic, so_far, form):
            keep(request, so_far)
            return go_on(so_far)
    context: dict[str, Any] = {"form": form, "start": so_far, "books": books}
    return show_step(request, clinic, "details", challenge=new_challenge(), bits=BITS, **context)


@require_safe
@public
def sent(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What happens next."""
    if not so_far.sent_until:
        return go_on(so_far)
    until_words = moment_words(so_far.answer_until, so_far.zone)
    return show_step(request, clinic, "sent", start=so_far, until_words=until_words)


@require_safe
@public
def urgent_care(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """An emergency: nothing else is asked."""
    screening = visitor_screening(clinic, so_far.screening) if so_far.is_emergency else None
    if screening is None:
        return redirect("portal:start", slug=clinic.slug)
    return show_step(request, clinic, "urgent_care", text=what_to_do(screening))


@require_POST
@public
def again(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:  # noqa: ARG001
    """For somebody else, on the same phone."""
    forget(request, clinic.slug)
    return redirect("portal:start", slug=clinic.slug)


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


def _books(clinic: Clinic) -> bool:
    """Does this clinic let new patients book?"""
    return kinds_for_new(clinic).exists()


def _is_by_person(request: HttpRequest, form: DetailsForm) -> bool:
    """Did a browser do its work for it, or is it one of few?"""
    said = form.cleaned_data
    if is_proven(said["challenge"], said["proof"]):
        return True
    return UnprovenThrottle().allow_request(request, None)  # type: ignore[arg-type]


def _to_code(clinic: Clinic, so_far: Start, form: DetailsForm) -> bool:
    """Sends a code, unless the address was confirmed before. A machine waits for one that never comes."""
    so_far.tell_details(form.cleaned_data)
    if so_far.confirmed:
        return True
    try:
        check = uuid4() if form.is_by_machine else send_code(clinic=clinic, visitor=so_far.visitor).uuid
    except ServiceError as error:
        form.refuse(error)
        return False
    so_far.code_sent(check)
    return True


def _to_clinic(clinic: Clinic, so_far: Start, form: DetailsForm) -> bool:
    """Asks the clinic to answer; until when it does is said on the next page."""
    if until := _send(clinic, so_far, form):
        so_far.sent(until, form.cleaned_data["time_zone"])
    return until is not None


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
