"""The patient's visits: what is next, what was, one with all there is to say; moving and cancelling it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common import clock
from common.errors import NotFound, ServiceError
from patients.models import Patient
from portal.pages.visit_times import Refusal, times_page
from portal.pages.visits import PER_PAGE, VisitPage, new_time, visit_card, visit_page
from portal.pages.visits_ahead import ahead_of
from portal.views.patient import patient_page, show
from portal.visit_forms import CancelForm, TimeForm, WeekForm
from scheduling.access import get_own_appointment
from scheduling.calendars.files import CONTENT_TYPE, NAME, visit_file
from scheduling.models import Appointment
from scheduling.queries.own_visits import past_visits, upcoming_visits
from scheduling.services.changing import cancel_appointment, move_appointment

SECTION = "visits"


@require_safe
@patient_page
def visits(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    now = clock.now()
    coming = [visit_card(visit, patient, now) for visit in upcoming_visits(patient, now)]
    page = Paginator(past_visits(patient, now), PER_PAGE).get_page(request.GET.get("page"))
    past = [visit_card(visit, patient, now) for visit in page]
    return show(
        request,
        patient,
        "portal/visits/list.html",
        section=SECTION,
        next_visit=coming[0] if coming else None,
        coming=coming[1:],
        past=past,
        pages=page,
        ahead=ahead_of(patient),
    )


@require_safe
@patient_page
def visit(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    page = visit_page(_own(patient, uuid), patient)
    return show(request, patient, "portal/visits/visit.html", section=SECTION, page=page)


@require_safe
@patient_page
def calendar(_request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The visit as a file for the patient's own calendar."""
    return HttpResponse(
        visit_file(_own(patient, uuid)),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def move(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The week's free times; one of them asked for in the address is looked at before it is taken."""
    moved = _own(patient, uuid)
    page = visit_page(moved, patient)
    form = TimeForm(request.POST if request.method == "POST" else request.GET)
    chosen = "at" in form.data and form.is_valid()
    if not page.may_move:
        return show(request, patient, "portal/visits/too_late.html", section=SECTION, page=page)
    if not chosen:
        asked = WeekForm(request.GET).asked()
        times = times_page(patient, moved.kind, asked, moving=moved)
        return show(request, patient, "portal/visits/move.html", section=SECTION, page=page, times=times)
    return _look(request, patient, moved, page, form)


def _look(
    request: HttpRequest, patient: Patient, moved: Appointment, page: VisitPage, form: TimeForm
) -> HttpResponseBase:
    """Old and new time side by side; sent, the visit is moved, or the page says why not."""
    refusal = Refusal()
    if request.method == "POST":
        try:
            _move(request, patient, moved, form)
            return redirect("portal:visit", uuid=moved.uuid)
        except ServiceError as error:
            refusal = Refusal.of(error, patient.time_zone)
    return show(
        request,
        patient,
        "portal/visits/move_confirm.html",
        section=SECTION,
        page=page,
        new=new_time(patient, moved, form.cleaned_data["at"], form.practitioner()),
        refusal=refusal,
    )


def _move(request: HttpRequest, patient: Patient, moved: Appointment, form: TimeForm) -> None:
    move_appointment(
        by=cast(User, request.user),
        appointment=moved.uuid,
        starts_at=form.cleaned_data["at"],
        practitioner=form.practitioner(),
        patient=patient,
    )
    messages.success(request, _("Your visit is moved."))


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def cancel(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    found = _own(patient, uuid)
    page = visit_page(found, patient)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if not page.may_change:
        return show(request, patient, "portal/visits/too_late.html", section=SECTION, page=page)
    if form.is_valid() and _cancel(request, patient, found, form):
        return redirect("portal:visits")
    return show(request, patient, "portal/visits/cancel.html", section=SECTION, page=page, form=form)


def _cancel(request: HttpRequest, patient: Patient, found: Appointment, form: CancelForm) -> bool:
    try:
        cancel_appointment(
            by=cast(User, request.user), appointment=found.uuid, patient=patient, **form.cleaned_data
        )
    except ServiceError as error:
        form.refuse(error)
        return False
    messages.success(request, _("Your visit is cancelled."))
    return True


def _own(patient: Patient, uuid: UUID) -> Appointment:
    try:
        return get_own_appointment(patient, uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
