"""Booking on the clinic's public page: a code shows that the address is theirs, then they choose a time.

Nothing is kept for a visitor before that: no record, no time. With the last tap they become a patient and
have the visit, or neither; what was typed stays, and the next free times are offered.
"""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Clinic
from common.errors import Conflict, ServiceError
from portal.pages.start_times import Wanted, visitor_times, wanted_time
from portal.pages.visit_times import Refusal
from portal.start_forms import CodeForm
from portal.start_state import Start, keep
from portal.views.start_frame import go_on, posted, public, show_step
from portal.visit_forms import TimeForm, WeekForm
from portal.words import visit_span
from scheduling.models import Appointment, AppointmentKind
from scheduling.queries.public import kinds_for_new
from scheduling.services.address_checks import confirm_code, send_code
from scheduling.services.public_booking import book_as_visitor
from scheduling.words import zone_words

CODE, TIMES = "portal:start_code", "portal:start_times"
MAY_TAP = {"may_write": True}


@require_http_methods(["GET", "HEAD", "POST"])
@public
def code(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """The code from the mail. ``again`` sends a new one."""
    if so_far.next_page != CODE:
        return go_on(so_far)
    sends = "again" in request.POST
    form, problem = CodeForm(None if sends else posted(request)), ""
    try:
        if sends:
            so_far.code_sent(send_code(clinic=clinic, visitor=so_far.visitor).uuid)
            keep(request, so_far)
            return go_on(so_far)
        if form.is_valid():
            confirm_code(clinic=clinic, check=so_far.check_id, code=form.cleaned_data["code"])
            so_far.confirmed = "yes"
            keep(request, so_far)
            return go_on(so_far)
    except ServiceError as error:
        problem = str(error.message)
    return show_step(request, clinic, "code", form=form, start=so_far, problem=problem)


@require_safe
@public
def kinds(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What can be booked; where there is only one, its times at once."""
    if so_far.next_page != TIMES:
        return go_on(so_far)
    offered = list(kinds_for_new(clinic))
    if len(offered) == 1:
        return redirect("portal:start_week", slug=clinic.slug, kind=offered[0].uuid)
    return show_step(request, clinic, "kinds", kinds=offered, start=so_far)


@require_safe
@public
def week(request: HttpRequest, clinic: Clinic, so_far: Start, kind: UUID) -> HttpResponseBase:
    """The free times of a week, on the visitor's clock."""
    if so_far.next_page != TIMES:
        return go_on(so_far)
    wanted = _kind(clinic, kind)
    page = visitor_times(clinic, so_far.zone, wanted, WeekForm(request.GET).asked())
    return show_step(request, clinic, "times", page=page, kind=wanted, start=so_far, whose=MAY_TAP)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm(request: HttpRequest, clinic: Clinic, so_far: Start, kind: UUID) -> HttpResponseBase:
    """The last look at a time, and booking it."""
    if so_far.next_page != TIMES:
        return go_on(so_far)
    wanted, form = _kind(clinic, kind), TimeForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return redirect("portal:start_week", slug=clinic.slug, kind=kind)
    refusal = Refusal()
    if request.method == "POST":
        try:
            _book(clinic, so_far, wanted, form)
            keep(request, so_far)
            return go_on(so_far)
        except Conflict as error:
            if error.code in {"code_needed", "screening_needed"}:
                return _once_more(request, so_far, error.code)
            refusal = Refusal.of(error, so_far.zone)
        except ServiceError as error:
            refusal = Refusal.of(error, so_far.zone)
    chosen = _wanted(clinic, so_far, wanted, form)
    return show_step(request, clinic, "confirm", kind=wanted, chosen=chosen, start=so_far, refusal=refusal)


@require_safe
@public
def booked(request: HttpRequest, clinic: Clinic, so_far: Start) -> HttpResponseBase:
    """What was booked, and how to come in again."""
    if not so_far.visit:
        return go_on(so_far)
    starts_at, ends_at = (datetime.fromisoformat(at) for at in so_far.visit_at.split("/"))
    return show_step(
        request,
        clinic,
        "booked",
        start=so_far,
        when=visit_span(starts_at, ends_at, so_far.zone),
        zone=zone_words(so_far.zone, starts_at),
    )


def _kind(clinic: Clinic, uuid: UUID) -> AppointmentKind:
    found = kinds_for_new(clinic).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _wanted(clinic: Clinic, so_far: Start, kind: AppointmentKind, form: TimeForm) -> Wanted:
    return wanted_time(clinic, so_far.zone, kind, form.cleaned_data["at"], form.practitioner())


def _book(clinic: Clinic, so_far: Start, kind: AppointmentKind, form: TimeForm) -> Appointment:
    """Raises what refuses it; then nobody was registered, and nothing that was typed is lost."""
    visit = book_as_visitor(
        clinic=clinic,
        uuid=so_far.enquiry_id,
        visitor=so_far.visitor,
        screening=so_far.screening_id,
        check=so_far.check_id,
        kind=kind.uuid,
        practitioner=form.practitioner(),
        starts_at=form.cleaned_data["at"],
    )
    so_far.booked(visit, kind)
    return visit


def _once_more(request: HttpRequest, so_far: Start, code: str) -> HttpResponseBase:
    """What was confirmed or answered is too old by now: that step comes again, and the rest stays."""
    if code == "code_needed":
        so_far.confirmed = ""
    else:
        so_far.screening = so_far.outcome = ""
    keep(request, so_far)
    return go_on(so_far)
