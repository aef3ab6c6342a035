"""The clinic's red-flag questions: the pack's, as high as the clinic takes them, and its own."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.gate import AddedQuestionForm, ConfirmForm
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from patients.enums import ScreeningScope
from patients.queries.screening import AskedHere, asked_here
from patients.queries.screening_due import screened_conditions
from patients.services.screening_additions import add_question, raise_question
from programs.queries.packs import condition_names


@needs(Permission.MANAGE_CLINIC)
def red_flags_page(request: StaffRequest) -> HttpResponseBase:
    conditions = screened_conditions()
    asked = request.GET.get("condition", "")
    condition = asked if asked in conditions else next(iter(conditions), "")
    names = condition_names()
    return page(
        request,
        "red_flags",
        _("Warning signs"),
        condition=condition,
        conditions=[(slug, names.get(slug, slug)) for slug in conditions],
        rows=asked_here(request.membership.clinic, condition),
        scopes=dict(ScreeningScope.choices),
    )


@needs(Permission.MANAGE_CLINIC)
def add_page(request: StaffRequest, condition: str) -> HttpResponseBase:
    _rows(request, condition)
    form = AddedQuestionForm(posted(request))
    if added := attempt(form, lambda data: add_question(by=request.user, condition=condition, **data)):
        messages.success(request, _("%(code)s is asked from now on.") % {"code": added.code})
        return redirect(_crumb(condition).url)
    return page(
        request,
        "form",
        _("Add a question"),
        crumbs=[_crumb(condition)],
        warnings=[_("A question that was added stays: nobody can take it away or lower it.")],
        form=form,
        save=_("Ask it from now on"),
        back=_crumb(condition).url,
    )


@needs(Permission.MANAGE_CLINIC)
def raise_page(request: StaffRequest, condition: str, code: str) -> HttpResponseBase:
    row = next((row for row in _rows(request, condition) if row.flag.id == code), None)
    if row is None:
        raise Http404
    form = ConfirmForm(posted(request))
    raised = attempt(form, lambda _data: raise_question(by=request.user, condition=condition, question=code))
    if raised:
        messages.success(request, _("A yes to %(code)s is an emergency from now on.") % {"code": code})
        return redirect(_crumb(condition).url)
    return page(
        request,
        "form",
        _("Take it as an emergency"),
        crumbs=[_crumb(condition)],
        lead=row.flag.ask,
        warnings=[_("It stays an emergency: nobody can lower it again.")],
        form=form,
        save=_("Raise it"),
        back=_crumb(condition).url,
    )


def _rows(request: StaffRequest, condition: str) -> list[AskedHere]:
    rows = asked_here(request.membership.clinic, condition)
    if not rows:
        raise Http404
    return rows


def _crumb(condition: str) -> Crumb:
    return Crumb(_("Warning signs"), f"{reverse('admin:red_flags')}?condition={condition}")
