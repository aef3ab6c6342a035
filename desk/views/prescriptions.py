"""Changing what is prescribed: another dose, an easier or harder neighbour, or out of the plan.

Each page shows what the patient sees now and would see, and from when, before anything is changed.
"""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import Conflict, InvalidInput
from desk.forms.base import ReasonForm, attempt, refuse
from desk.forms.dose import DoseForm
from desk.forms.later import ask_for_later, holds_later
from desk.pages import page
from desk.preview import now_and_then
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, program_crumb
from programs.access import get_prescription
from programs.models import Prescription
from programs.queries.facts import dose_of
from programs.queries.later import later_rows
from programs.services import prescriptions as service
from programs.services.replacing import Replacement


@needs(Permission.EDIT_CLINICAL)
def dose_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    before = get_prescription(request.user, uuid, Permission.EDIT_CLINICAL)
    is_saving, is_preview = (request.POST.get("do") == what for what in ("save", "preview"))
    form = DoseForm(dose_of(before), posted(request), needs_reason=not is_preview)
    ask_for_later(form, later_rows(before))
    saved = _save(request, before, form) if is_saving else None
    if saved:
        messages.success(request, _("The new dose of %(name)s is in the plan.") % {"name": before.exercise})
        return _to_program(before)
    form.is_valid()
    try:
        replacement = service.preview_dose(by=request.user, prescription=uuid, changes=form.changes())
    except InvalidInput as error:
        if not is_saving:
            refuse(form, error)
        replacement = service.preview_dose(by=request.user, prescription=uuid, changes={})
    except Conflict as error:
        # A preview may come after the saving that it was asked before: whoever saved needs no word of it.
        return HttpResponse(status=204) if is_preview else _back(request, before, error)
    return _page(request, before, replacement, form, _("Change the dose"))


def _save(request: StaffRequest, before: Prescription, form: DoseForm) -> Prescription | None:
    return attempt(
        form,
        lambda data: service.change_dose(
            by=request.user,
            prescription=before.uuid,
            changes=form.changes(),
            reason=data["reason"],
            and_later=holds_later(form),
        ),
    )


@needs(Permission.EDIT_CLINICAL)
def swap_page(request: StaffRequest, uuid: UUID, direction: str) -> HttpResponseBase:
    if direction not in {"easier", "harder"}:
        raise Http404
    way = cast(service.Direction, direction)
    before = get_prescription(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    ask_for_later(form, later_rows(before))
    if attempt(
        form, lambda data: service.swap_exercise(by=request.user, prescription=uuid, direction=way, **data)
    ):
        messages.success(request, _("%(name)s is swapped.") % {"name": before.exercise})
        return _to_program(before)
    try:
        replacement = service.preview_swap(by=request.user, prescription=uuid, direction=way)
    except Conflict as error:
        return _back(request, before, error)
    title = _("Swap for the easier one") if way == "easier" else _("Swap for the harder one")
    return _page(request, before, replacement, form, title)


@needs(Permission.EDIT_CLINICAL)
def stop_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    before = get_prescription(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    if attempt(form, lambda data: service.stop_prescription(by=request.user, prescription=uuid, **data)):
        messages.success(request, _("%(name)s is out of the plan.") % {"name": before.exercise})
        return _to_program(before)
    return page(
        request,
        "form",
        _("Take %(name)s out of the plan") % {"name": before.exercise},
        crumbs=[patient_crumb(before.program.patient), program_crumb(before.program)],
        lead=_("From now on the patient does not see it. What was logged stays as it is."),
        form=form,
        save=_("Take it out"),
        back=program_crumb(before.program).url,
    )


def _page(
    request: StaffRequest,
    before: Prescription,
    replacement: Replacement,
    form: forms.Form,
    title: str,
) -> HttpResponseBase:
    now, then = now_and_then(replacement)
    return page(
        request,
        "replacement",
        title,
        crumbs=[patient_crumb(before.program.patient), program_crumb(before.program)],
        prescription=before,
        form=form,
        now=now,
        then=then,
        today=clock.today_in(before.program.patient.time_zone),
        is_dose=isinstance(form, DoseForm),
        back=program_crumb(before.program).url,
    )


def _to_program(prescription: Prescription) -> HttpResponseBase:
    return redirect("admin:program", prescription.program.uuid)


def _back(request: StaffRequest, prescription: Prescription, error: Conflict) -> HttpResponseBase:
    messages.error(request, str(error.message))
    return _to_program(prescription)
