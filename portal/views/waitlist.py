"""The patient's waiting list: be told when something is free, and take what is offered or let it go."""

from contextlib import suppress
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common import clock
from common.errors import Conflict, NotFound, ServiceError
from patients.enums import Outcome, ScreeningScope
from patients.models import Patient, Screening
from portal.pages.booking import short_list
from portal.pages.waiting import offer_card, waiting_of
from portal.screen_forms import id_of_answers
from portal.views.patient import patient_page, show
from portal.waiting_forms import OfferForm, WaitForm, first_days
from programs.services.red_flags import give_screening
from scheduling.access import bookable_kinds, bookable_practitioners
from scheduling.enums import AppointmentStatus, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.services.waitlist import accept_offer, decline_offer, join_waitlist, withdraw_from_waitlist
from scheduling.waitlist_access import get_own_entry

SECTION = "visits"
FOUR_WEEKS = timedelta(days=28)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def waiting(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """For what one waits, and a form for more."""
    form = _wait_form(request, patient)
    if form.is_valid() and _join(request, patient, form):
        messages.success(request, _("You are on the list. You get a mail when something is free."))
        return redirect("portal:waiting")
    return _shown(request, patient, "waiting", form=form, places=waiting_of(patient))


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def offer(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """What is offered. Yes comes with the short list of warning signs; no needs no reason."""
    entry = _entry(patient, uuid)
    condition, asked = short_list(patient)
    form = OfferForm(asked, _taking(request), initial={"uuid": uuid4()})
    try:
        if "decline" in request.POST:
            return _decline(request, patient, entry)
        if form.is_valid():
            return _accept(request, patient, entry, condition, form)
    except ServiceError as error:
        form.refuse(error) if form.is_bound else messages.warning(request, str(error.message))
    entry = _entry(patient, uuid)
    card = offer_card(entry, patient)
    if card is None and entry.offered and entry.state == WaitlistState.BOOKED:
        return redirect("portal:visit", uuid=entry.offered.uuid)
    return _shown(request, patient, "offer", form=form, card=card, entry=entry, can_screen=bool(asked))


@require_POST
@patient_page
def leave(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """Nobody waits here any more."""
    entry = _entry(patient, uuid)
    try:
        withdraw_from_waitlist(by=cast(User, request.user), entry=entry.uuid, patient=patient)
    except ServiceError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("You are no longer on the list."))
    return redirect("portal:waiting")


def _entry(patient: Patient, uuid: UUID) -> WaitlistEntry:
    try:
        return get_own_entry(patient, uuid)
    except NotFound as error:
        raise Http404(str(error.message)) from error


def _wait_form(request: HttpRequest, patient: Patient) -> WaitForm:
    today = clock.today_in(patient.time_zone)
    asked = {name: request.GET[name] for name in ("kind", "practitioner") if name in request.GET}
    return WaitForm(
        list(bookable_kinds(patient)),
        list(bookable_practitioners(patient)),
        request.POST if request.method == "POST" else None,
        initial=first_days(today, today + FOUR_WEEKS) | asked,
    )


def _join(request: HttpRequest, patient: Patient, form: WaitForm) -> WaitlistEntry | None:
    try:
        return join_waitlist(by=cast(User, request.user), patient=patient, **form.wanted())
    except ServiceError as error:
        form.refuse(error)
        return None


def _taking(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" and "decline" not in request.POST else None


def _decline(request: HttpRequest, patient: Patient, entry: WaitlistEntry) -> HttpResponseBase:
    decline_offer(by=cast(User, request.user), patient=patient, entry=entry.uuid)
    messages.success(request, _("The time goes to somebody else. You stay on the list."))
    return redirect("portal:waiting")


def _accept(
    request: HttpRequest, patient: Patient, entry: WaitlistEntry, condition: str, form: OfferForm
) -> HttpResponseBase:
    """Screens, then books; a warning sign leads to what to do now. Raises what refuses it."""
    by, answers = cast(User, request.user), form.answers()
    screening = give_screening(
        by=by,
        patient=patient,
        condition=condition,
        scope=ScreeningScope.DAILY,
        answers=answers,
        uuid=id_of_answers(form.cleaned_data["uuid"], answers),
    )
    if screening.outcome != Outcome.CLEAR:
        return _must_not_wait(request, patient, entry, screening)
    visit = accept_offer(by=by, patient=patient, entry=entry.uuid, screening=screening.uuid)
    _tell(request, visit)
    return redirect("portal:visit", uuid=visit.uuid)


def _tell(request: HttpRequest, visit: Appointment) -> None:
    asked = visit.status == AppointmentStatus.REQUESTED
    words = _("Your request is sent.") if asked else _("Your visit is booked.")
    messages.success(request, words, extra_tags="visit")


def _must_not_wait(
    request: HttpRequest, patient: Patient, entry: WaitlistEntry, screening: Screening
) -> HttpResponseBase:
    """The time goes to the next, as a hold would be given back; what to do now is said."""
    with suppress(Conflict):  # it was over already
        decline_offer(by=cast(User, request.user), patient=patient, entry=entry.uuid)
    messages.warning(request, _("Your visit was not booked: this must not wait for it."))
    return redirect("portal:screened", uuid=screening.uuid)


def _shown(request: HttpRequest, patient: Patient, name: str, **context: Any) -> HttpResponseBase:
    return show(request, patient, f"portal/visits/{name}.html", section=SECTION, **context)
