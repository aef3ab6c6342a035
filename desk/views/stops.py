"""A stop: noting that somebody has spoken to the patient, and lifting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.gate import ContactForm, LiftForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.gate_access import get_stop
from patients.models import Stop
from patients.queries.gate import told
from patients.services.stops import record_contact
from programs.services.red_flags import lift_stop


@needs(Permission.EDIT_CLINICAL)
def contact_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    stop = get_stop(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ContactForm(posted(request))
    if attempt(form, lambda data: record_contact(by=request.user, stop=uuid, **data)):
        messages.success(request, _("Noted. The stop holds until it is lifted."))
        return redirect("admin:patient", stop.patient.uuid)
    return page(request, "stop_form", _("Note the contact"), form=form, save=_("Save"), **_common(stop))


@needs(Permission.EDIT_CLINICAL)
def lift_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    stop = get_stop(request.user, uuid, Permission.EDIT_CLINICAL)
    form = LiftForm(posted(request))
    if attempt(form, lambda data: lift_stop(by=request.user, stop=uuid, **data)):
        messages.success(request, _("The stop is lifted."))
        return redirect("admin:patient", stop.patient.uuid)
    return page(request, "stop_form", _("Lift the stop"), form=form, save=_("Lift the stop"), **_common(stop))


def _common(stop: Stop) -> dict[str, Any]:
    patient = stop.patient
    return {
        "crumbs": [patients_crumb(), patient_crumb(patient)],
        "stop": stop,
        "told": told(stop.screening),
        "back": patient_crumb(patient).url,
    }
