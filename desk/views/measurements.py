"""A patient's measures and numbers: how they stand, a number by hand or from a file, one withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common import clock
from desk.forms.base import ReasonForm, attempt
from desk.forms.measures import NumberFileForm, NumberForm, NumberTextForm, content_of
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.measure_access import get_measurement
from patients.measurement_codes import code_name
from patients.models import Patient
from patients.queries.measure_standing import measures_of
from patients.queries.measurements import latest_numbers, measurement_list
from patients.queries.patients import episodes_of
from patients.services.measurement_files import COLUMNS as CSV_COLUMNS
from patients.services.measurement_files import LARGEST, UNIT, RowState, import_file, look_at_file
from patients.services.measurements import NumberInput, record_measurement, void_measurement
from programs.queries.packs import condition_names

ROWS_A_PAGE = 50


@needs(Permission.VIEW_CLINICAL)
def measurements_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Looking at it; posting adds a number."""
    patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
    today = clock.today_in(patient.time_zone)
    form = NumberForm(patient.shows_weight, posted(request), initial={"on": today})
    added = attempt(
        form,
        lambda data: record_measurement(by=request.user, patient=uuid, data=NumberInput(**data)),
    )
    if added:
        messages.success(request, _("%(what)s is recorded.") % {"what": code_name(added.code)})
        return redirect("admin:measurements", uuid)
    code = request.GET.get("code", "")
    rows = measurement_list(request.user, patient=uuid, code=code).order_by("-on", "-pk")
    return page(
        request,
        "measurements",
        _("Measures and numbers"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        today=today,
        episodes=measures_of(patient, episodes_of(patient)),
        conditions=condition_names(),
        latest=latest_numbers(patient),
        page_obj=paginated(request, rows, ROWS_A_PAGE),
        code=code,
        form=form,
    )


@needs(Permission.EDIT_CLINICAL)
def file_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """First the file is looked at, then what was shown is stored: all of it or nothing."""
    patient = get_patient(request.user, uuid, Permission.EDIT_CLINICAL)
    if "text" in request.POST:
        return _store(request, patient)
    form = NumberFileForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {}

    def look(data: dict[str, Any]) -> Any:
        content = content_of(data["file"], LARGEST)
        report = look_at_file(by=request.user, patient=uuid, content=content)
        context["text"] = NumberTextForm(
            initial={"text": content.decode("utf-8-sig"), "name": data["file"].name[:120]}
        )
        return report

    report = attempt(form, look)
    return _file_page(request, patient, form, report=report, **context)


@needs(Permission.EDIT_CLINICAL)
def void_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_measurement(request.user, uuid, Permission.EDIT_CLINICAL)
    patient = row.patient
    form = ReasonForm(posted(request))
    if attempt(form, lambda data: void_measurement(by=request.user, measurement=uuid, **data)):
        messages.success(request, _("The number is withdrawn. It stays in the history."))
        return redirect("admin:measurements", patient.uuid)
    return page(
        request,
        "form",
        _("Withdraw a number"),
        crumbs=[patients_crumb(), patient_crumb(patient), _crumb(patient)],
        lead=_("%(what)s of %(day)s. It is not shown any more, and stays in the history.")
        % {"what": code_name(row.code), "day": row.on},
        form=form,
        save=_("Withdraw it"),
        back=_crumb(patient).url,
    )


def _store(request: StaffRequest, patient: Patient) -> HttpResponseBase:
    form = NumberTextForm(request.POST)
    stored = attempt(
        form,
        lambda data: import_file(
            by=request.user, patient=patient.uuid, content=data["text"].encode(), name=data["name"]
        ),
    )
    if stored is None:
        messages.error(request, _("Nothing was stored. Please look at the file again."))
        return redirect("admin:measurement_file", patient.uuid)
    count = stored.count(RowState.NEW)
    messages.success(request, ngettext("%d number is stored.", "%d numbers are stored.", count) % count)
    return redirect("admin:measurements", patient.uuid)


def _file_page(
    request: StaffRequest, patient: Patient, form: NumberFileForm, **context: Any
) -> HttpResponseBase:
    return page(
        request,
        "measurement_file",
        _("Numbers from a file"),
        crumbs=[patients_crumb(), patient_crumb(patient), _crumb(patient)],
        patient=patient,
        form=form,
        columns=[*CSV_COLUMNS, UNIT],
        states=RowState,
        back=_crumb(patient).url,
        **context,
    )


def _crumb(patient: Patient) -> Crumb:
    return Crumb(_("Measures and numbers"), reverse("admin:measurements", args=[patient.uuid]))
