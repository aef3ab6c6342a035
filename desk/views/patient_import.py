"""Patients from a file: choose it, look at what would become of each row, take the good ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common.errors import ServiceError
from common.tables import write_table
from desk.forms.base import attempt, refuse
from desk.forms.patient_import import PatientFileForm, TakeForm, carried, content_of
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patients_crumb
from patients.models import Patient
from patients.services.patient_import import FileReport, import_patients, look_at_patients
from patients.services.patient_rows import COLUMNS


@needs(Permission.EDIT_PATIENTS)
def import_page(request: StaffRequest) -> HttpResponseBase:
    if "content" in request.POST:
        return _take(request)
    form = PatientFileForm(request.membership.clinic, posted(request), request.FILES or None)

    def look(data: dict[str, Any]) -> HttpResponseBase:
        return _looked_at(request, content_of(data["file"]), day_first=data["day_first"] == "day")

    return attempt(form, look) or _page(request, "patients_import", form=form, columns=COLUMNS)


@needs(Permission.EDIT_PATIENTS)
def template(request: StaffRequest) -> HttpResponseBase:  # noqa: ARG001 - the same for everybody
    return _download("patients.csv", [list(COLUMNS)])


def _looked_at(request: StaffRequest, content: bytes, *, day_first: bool) -> HttpResponseBase:
    report = look_at_patients(by=request.user, content=content, day_first=day_first)
    return _page(request, "patients_import_look", report=report, form=carried(content, day_first=day_first))


def _take(request: StaffRequest) -> HttpResponseBase:
    form = TakeForm(request.POST)
    if form.is_valid():
        try:
            if "rest" in request.POST:
                return _rest(request, form)
            return _taken(request, _import(request, form))
        except ServiceError as error:
            refuse(form, error)
    messages.error(
        request, " ".join(str(problem) for problems in form.errors.values() for problem in problems)
    )
    return redirect("admin:patients_import")


def _import(request: StaffRequest, form: TakeForm) -> list[Patient]:
    return import_patients(
        by=request.user,
        content=form.cleaned_data["content"],
        day_first=form.cleaned_data["day_first"],
        only_all="only_all" in request.POST,
        anyway={int(line) for line in request.POST.getlist("anyway") if line.isdecimal()},
    )


def _taken(request: StaffRequest, made: list[Patient]) -> HttpResponseBase:
    words = ngettext("%(n)d patient is registered.", "%(n)d patients are registered.", len(made))
    messages.success(request, words % {"n": len(made)})
    return redirect("admin:patients")


def _rest(request: StaffRequest, form: TakeForm) -> HttpResponseBase:
    """The rows that are not taken, with the reason, to be put right in a spreadsheet."""
    content, day_first = form.cleaned_data["content"], form.cleaned_data["day_first"]
    report = look_at_patients(by=request.user, content=content, day_first=day_first)
    return _download("patients-left.csv", [[*COLUMNS, _("why")], *_left(report)])


def _left(report: FileReport) -> list[list[str]]:
    rows = []
    for row in (*report.wrong, *report.likely):
        why = [f"{name}: {' '.join(problems)}" for name, problems in row.problems.items()]
        why += [f"{found.patient.name}: {', '.join(found.why)}" for found in row.duplicates]
        rows.append([*(row.row.cells.get(name, "") for name in COLUMNS), "; ".join(why)])
    return rows


def _download(name: str, rows: list[list[str]]) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_table(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: StaffRequest, name: str, **context: Any) -> HttpResponseBase:
    crumbs = [patients_crumb()]
    return page(request, name, _("Patients from a file"), crumbs=crumbs, back=crumbs[0].url, **context)
