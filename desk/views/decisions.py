"""One decision with all it was made from, its answer, and a decision of a clinician's own about a program."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.decisions import ApproveForm, DecideForm, RejectForm
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, program_crumb
from programs.access import get_program
from programs.decision_patient_text import proposed_words
from programs.decision_text import verdict_words
from programs.models import Decision, DecisionScope
from programs.queries.decision_plan import dose_step, plan_changes
from programs.queries.decisions import decision_with_words, is_open, weeks_of
from programs.services.decisions import (
    approve_decision,
    decide_program,
    edit_decision,
    reject_decision,
)


@needs(Permission.VIEW_CLINICAL)
def decision_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    decision = decision_with_words(request.user, uuid)
    form = _approve_form(decision)
    return page(request, "decision", _title(decision), **_shown(decision), form=form)


@needs(Permission.EDIT_CLINICAL)
def approve_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    decision = decision_with_words(request.user, uuid, Permission.EDIT_CLINICAL)
    form = _approve_form(decision, posted(request))
    if attempt(
        form, lambda _data: approve_decision(by=request.user, decision=uuid, patient_words=form.own_words())
    ):
        messages.success(request, _("Approved."))
        return redirect("admin:approvals")
    # Where somebody was faster the page shows what they did.
    decision = decision_with_words(request.user, uuid)
    return page(request, "decision", _title(decision), **_shown(decision), form=form)


@needs(Permission.EDIT_CLINICAL)
def edit_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    decision = decision_with_words(request.user, uuid, Permission.EDIT_CLINICAL)
    if decision.scope != DecisionScope.WEEKLY:
        raise Http404
    form = DecideForm(posted(request), without=[decision.verdict])
    if attempt(form, lambda data: edit_decision(by=request.user, decision=uuid, **data)):
        messages.success(request, _("Decided. The patient reads what changes."))
        return redirect("admin:approvals")
    return _form_page(request, decision, form, _("Approve with changes"))


@needs(Permission.EDIT_CLINICAL)
def reject_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    decision = decision_with_words(request.user, uuid, Permission.EDIT_CLINICAL)
    form = RejectForm(posted(request))
    if attempt(form, lambda data: reject_decision(by=request.user, decision=uuid, **data)):
        messages.success(request, _("Rejected. Everything stays as it is."))
        return redirect("admin:approvals")
    return _form_page(request, decision, form, _("Reject"))


@needs(Permission.EDIT_CLINICAL)
def decide_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    program = get_program(request.user, uuid, Permission.EDIT_CLINICAL)
    form = DecideForm(posted(request), verdict=request.GET.get("verdict", ""))
    if attempt(form, lambda data: decide_program(by=request.user, program=uuid, **data)):
        messages.success(request, _("Decided. It holds from now on, and the patient reads what changes."))
        return redirect("admin:program", uuid)
    lead = _("It holds at once, whatever the rules propose. What they say now is kept beside it.")
    return page(
        request,
        "form",
        _("Decide now"),
        crumbs=[patient_crumb(program.patient), program_crumb(program)],
        lead=lead,
        form=form,
        save=_("Decide"),
        back=program_crumb(program).url,
    )


def _form_page(request: StaffRequest, decision: Decision, form: Any, title: str) -> HttpResponseBase:
    return page(
        request,
        "form",
        title,
        crumbs=[_approvals_crumb(), _own_crumb(decision)],
        lead=_("Proposed: %(what)s.") % {"what": verdict_words(decision.verdict, decision.scope)},
        form=form,
        save=title,
        back=_own_crumb(decision).url,
    )


def _approve_form(decision: Decision, data: Any = None) -> ApproveForm:
    return ApproveForm(data, initial={"patient_words": proposed_words(decision)})


def _shown(decision: Decision) -> dict[str, Any]:
    week, next_week = weeks_of(decision)
    return {
        "crumbs": [_approvals_crumb(), patient_crumb(decision.patient), program_crumb(decision.program)],
        "decision": decision,
        "week": week,
        "next_week": next_week,
        "changes": plan_changes(decision),
        "step": dose_step(decision),
        "is_open": is_open(decision),
        "may_edit": decision.scope == DecisionScope.WEEKLY,
    }


def _title(decision: Decision) -> str:
    return verdict_words(decision.verdict, decision.scope)


def _approvals_crumb() -> Crumb:
    return Crumb(_("Approvals"), reverse("admin:approvals"))


def _own_crumb(decision: Decision) -> Crumb:
    return Crumb(decision.patient.name, reverse("admin:decision", args=[decision.uuid]))
