"""Booking a visit: what, when, and a look at it before it is sent. The warning signs come with the last step.

A time that is taken is kept for some minutes while the form is filled in. Nothing typed is lost when somebody
else was faster: the page comes back with it, and with the next free times.
"""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import ServiceError
from patients.enums import Outcome, ScreeningScope
from patients.models import Patient, Screening
from patients.rules.screening import RedFlag
from portal.pages.booking import chosen_time, only_episode, short_list
from portal.pages.visit_times import Refusal, times_page, value_of
from portal.screen_forms import id_of_answers
from portal.views.patient import patient_page, show
from portal.visit_forms import BookForm, HeldForm, TimeForm, WeekForm
from programs.services.red_flags import give_screening
from scheduling.access import own_appointments
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, AppointmentKind
from scheduling.queries.own_visits import kinds_to_book
from scheduling.services.booking import book_appointment, hold_slot, release_hold

SECTION = "visits"


@require_safe
@patient_page
def kinds(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """What can be booked."""
    offered = [kind for kind in kinds_to_book(patient) if kind.people]  # type: ignore[attr-defined]
    return show(request, patient, "portal/visits/kinds.html", section=SECTION, kinds=offered)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def times(request: HttpRequest, patient: Patient, kind: UUID) -> HttpResponseBase:
    """The free times of a week; taking one keeps it for the patient."""
    wanted, refusal = _kind(patient, kind), Refusal()
    asked = request.GET.dict()
    if request.method == "POST":
        asked["who"] = request.POST.get("who", "")  # whom the patient chose is not forgotten
        try:
            form = TimeForm(request.POST)
            held = _held(request, patient, wanted, form) if form.is_valid() else None
            if held:
                return redirect(_address(held))
        except ServiceError as error:
            refusal = Refusal.of(error, patient.time_zone)
    page = times_page(patient, wanted, WeekForm(asked).asked())
    return _shown(request, patient, "times", page=page, kind=wanted, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def confirm(request: HttpRequest, patient: Patient, kind: UUID) -> HttpResponseBase:
    """The last look. ``take`` is a time in place of one that is gone: what was typed goes with it."""
    wanted = _kind(patient, kind)
    condition, asked = short_list(patient)
    if request.method == "POST" and "take" in request.POST:
        return _take(request, patient, wanted, asked)
    held = HeldForm(request.POST if request.method == "POST" else request.GET)
    if not held.is_valid():
        return redirect("portal:book_times", kind=kind)
    if request.method != "POST" and _is_booked(patient, held.cleaned_data["id"]):
        return redirect("portal:visit", uuid=held.cleaned_data["id"])
    form, refusal = BookForm(asked, request.POST if request.method == "POST" else None), Refusal()
    if form.is_valid():
        try:
            return _book(request, patient, wanted, condition, form)
        except ServiceError as error:
            refusal = Refusal.of(error, patient.time_zone)
    return _confirm_page(request, patient, wanted, held, form, refusal, asked)


def _kind(patient: Patient, uuid: UUID) -> AppointmentKind:
    found = kinds_to_book(patient).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _held(request: HttpRequest, patient: Patient, kind: AppointmentKind, form: TimeForm) -> Appointment:
    """A hold of its own for each tap: the last one is what is meant, and it gives back the one before."""
    return hold_slot(
        by=cast(User, request.user),
        patient=patient,
        uuid=uuid4(),
        kind=kind.uuid,
        practitioner=form.practitioner(),
        starts_at=form.cleaned_data["at"],
    )


def _address(held: Appointment) -> str:
    """Where a time that is kept is looked at."""
    asked = {"id": held.uuid, "at": value_of(held.starts_at), "who": held.practitioner.uuid}
    return f"{reverse('portal:book_confirm', args=[held.kind.uuid])}?{urlencode(asked)}"


def _is_booked(patient: Patient, uuid: UUID) -> bool:
    return own_appointments(patient).filter(uuid=uuid).exists()


def _take(
    request: HttpRequest, patient: Patient, kind: AppointmentKind, asked: Sequence[RedFlag]
) -> HttpResponseBase:
    """Keeps another time, and shows the form again as it was typed."""
    wanted = TimeForm({"at": request.POST["take"], "who": request.POST.get("who", "")})
    form = BookForm(asked, initial=typed(request))
    now = HeldForm(request.POST)
    if not (wanted.is_valid() and now.is_valid()):
        return redirect("portal:book_times", kind=kind.uuid)
    refusal = Refusal()
    try:
        held = _held(request, patient, kind, wanted)
        now = HeldForm({"id": held.uuid, "at": value_of(held.starts_at), "who": held.practitioner.uuid})
    except ServiceError as error:
        refusal = Refusal.of(error, patient.time_zone)
    now.full_clean()
    return _confirm_page(request, patient, kind, now, form, refusal, asked)


def typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in a form that was sent."""
    return {
        "note": request.POST.get("note", ""),
        "told": request.POST.getlist("told"),
        "none": "none" in request.POST,
    }


def _confirm_page(
    request: HttpRequest,
    patient: Patient,
    kind: AppointmentKind,
    held: HeldForm,
    form: BookForm,
    refusal: Refusal,
    asked: Sequence[RedFlag],
) -> HttpResponseBase:
    chosen = chosen_time(
        patient,
        kind,
        uuid=held.cleaned_data["id"],
        at=held.cleaned_data["at"],
        who=held.practitioner(),
    )
    return _shown(
        request,
        patient,
        "confirm",
        kind=kind,
        chosen=chosen,
        form=form,
        refusal=refusal,
        can_screen=bool(asked),
        is_typed=request.method == "POST",
    )


def _book(
    request: HttpRequest, patient: Patient, kind: AppointmentKind, condition: str, form: BookForm
) -> HttpResponseBase:
    """Screens, then books; a warning sign leads to what to do now. Raises what refuses it."""
    by, said, answers = cast(User, request.user), form.cleaned_data, form.answers()
    screening = give_screening(
        by=by,
        patient=patient,
        condition=condition,
        scope=ScreeningScope.DAILY,
        answers=answers,
        uuid=id_of_answers(said["id"], answers),
    )
    if screening.outcome != Outcome.CLEAR:
        return _must_not_wait(request, patient, said["id"], screening)
    booked = book_appointment(
        by=by,
        patient=patient,
        uuid=said["id"],
        kind=kind.uuid,
        practitioner=form.practitioner(),
        starts_at=said["at"],
        screening=screening.uuid,
        episode=only_episode(patient),
        patient_note=said["note"],
    )
    is_request = booked.status == AppointmentStatus.REQUESTED
    messages.success(
        request,
        _("Your request is sent.") if is_request else _("Your visit is booked."),
        extra_tags="visit",
    )
    return redirect("portal:visit", uuid=booked.uuid)


def _must_not_wait(
    request: HttpRequest, patient: Patient, hold: UUID, screening: Screening
) -> HttpResponseBase:
    release_hold(by=cast(User, request.user), patient=patient, uuid=hold)
    messages.warning(request, _("Your visit was not booked: this must not wait for it."))
    return redirect("portal:screened", uuid=screening.uuid)


def _shown(request: HttpRequest, patient: Patient, name: str, **context: Any) -> HttpResponseBase:
    return show(request, patient, f"portal/visits/{name}.html", section=SECTION, **context)
