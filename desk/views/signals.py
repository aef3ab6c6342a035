"""Who needs somebody today: the board, and what is done with its rows."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.queries import clinicians_of
from common import clock
from common.errors import NotFound, ServiceError
from desk.forms.base import ReasonForm, attempt
from desk.forms.signals import UNITS, AssignForm, SnoozeForm, ThresholdForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.queries.signals import VIEWS, board, rows_of, thresholds_of
from patients.services.signal_actions import (
    acknowledge_patient,
    assign_patient,
    settle_by_hand,
    snooze_patient,
)
from patients.services.thresholds import set_threshold
from patients.signal_access import get_signal
from programs.queries.pains import recent_pains
from programs.queries.signal_facts import thresholds_in_force
from programs.signal_text import signal_words


def board_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "all"
    found = paginated(request, board(request.user, view=view, search=search))
    patients = list(found)
    pains = recent_pains(patients)
    return page(
        request,
        "board",
        _("Who needs somebody today"),
        page_obj=found,
        rows=[(row, pains[row.patient.pk]) for row in rows_of(patients, view)],
        now=clock.now(),
        search=search,
        view=view,
        views=[("all", _("Everybody")), ("mine", _("Mine")), ("snoozed", _("Put off"))],
    )


@require_POST
@needs(Permission.EDIT_CLINICAL)
def seen_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Somebody has it in hand: the row moves behind those that nobody has seen."""
    try:
        acknowledge_patient(by=request.user, patient=uuid)
        messages.success(request, _("Noted that you have seen it."))
    except NotFound:
        raise
    except ServiceError as error:
        messages.warning(request, str(error.message))
    return _back(request)


@needs(Permission.EDIT_CLINICAL)
def snooze_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.EDIT_CLINICAL)
    form = SnoozeForm(patient.clinic, posted(request))
    return _row_form(
        request,
        form,
        lambda data: snooze_patient(by=request.user, patient=uuid, **data),
        title=_("Put off"),
        done=_("Put off. It comes back by itself."),
        lead=patient.name,
    )


@needs(Permission.EDIT_CLINICAL)
def assign_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.EDIT_CLINICAL)
    form = AssignForm(clinicians_of(patient.clinic), posted(request))
    return _row_form(
        request,
        form,
        lambda data: assign_patient(by=request.user, patient=uuid, to=_uuid(data["to"])),
        title=_("Who looks at it"),
        done=_("It is written down who looks."),
        lead=patient.name,
    )


@needs(Permission.EDIT_CLINICAL)
def settle_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    signal = get_signal(request.user, uuid, Permission.EDIT_CLINICAL)
    today = clock.today_in(signal.patient.time_zone)
    return _row_form(
        request,
        ReasonForm(posted(request)),
        lambda data: settle_by_hand(by=request.user, signal=uuid, **data),
        title=_("Settle"),
        done=_("Settled. It is not raised again for the same."),
        lead=f"{signal.patient.name}: {signal_words(signal, today)}",
    )


@needs(Permission.VIEW_CLINICAL)
def thresholds_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """From which numbers on somebody is to look at this patient: the program's, or their own."""
    patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
    form = ThresholdForm(posted(request))
    # The service asks whether this person may change it; whoever may not has no form on the page.
    if attempt(form, lambda data: set_threshold(by=request.user, patient=uuid, **data)):
        messages.success(request, _("From now on this number counts for this patient."))
        return HttpResponseRedirect(request.path)
    own = {row.kind: row for row in thresholds_of(request.user, patient)}
    return page(
        request,
        "signal_thresholds",
        _("When to look"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        rows=[(kind, UNITS[kind], value, own.get(kind)) for kind, value in thresholds_in_force(patient)],
        form=form,
    )


def _row_form(
    request: StaffRequest,
    form: Any,
    service: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    done: str,
    lead: str,
) -> HttpResponseBase:
    if attempt(form, service):
        messages.success(request, done)
        return _back(request)
    return page(
        request,
        "form",
        title,
        crumbs=[Crumb(_("Who needs somebody today"), reverse("admin:index"))],
        lead=lead,
        form=form,
        save=title,
        back=_back(request).url,
    )


def _back(request: StaffRequest) -> HttpResponseRedirect:
    """To the board as it was narrowed down."""
    view = request.GET.get("view", "")
    asked = f"?{urlencode({'view': view})}" if view in VIEWS else ""
    return HttpResponseRedirect(reverse("admin:index") + asked)


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
