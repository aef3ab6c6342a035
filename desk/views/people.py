"""Who stands around a patient: access for others, and what was agreed to."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.errors import Conflict
from desk.forms.base import attempt
from desk.forms.people import AccessForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.queries.consents import consents_of, current_texts
from patients.queries.guardians import proxies_of
from patients.queries.merging import merges_of
from patients.services.consents import record_consent
from patients.services.proxies import grant_access, revoke_access


@needs(Permission.EDIT_PATIENTS)
def people_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Everybody with access, and a form for one more."""
    patient = get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
    form = AccessForm(patient, posted(request))
    if proxy := attempt(form, lambda data: grant_access(by=request.user, patient=uuid, **data)):
        messages.success(request, _("%(name)s has access and is told by mail.") % {"name": proxy.user})
        return redirect("admin:patient_people", uuid)
    consents = list(consents_of(patient))
    agreed = {consent.text_id for consent in consents if not consent.withdrawn_at}
    return page(
        request,
        "people",
        _("Record and people"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        age=patient.age(),
        form=form,
        proxies=proxies_of(patient),
        consents=consents,
        merges=merges_of(patient),
        missing=[text for text in current_texts(patient.clinic) if text.pk not in agreed],
    )


@needs(Permission.EDIT_PATIENTS)
def end_access(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    if request.method != "POST":  # whoever had to sign in again on the way comes back by a GET
        return redirect("admin:patients")
    try:
        proxy = revoke_access(by=request.user, proxy=uuid)
    except Conflict as error:
        messages.error(request, str(error.message))
        return redirect("admin:patients")
    messages.success(request, _("The access of %(name)s has ended.") % {"name": proxy.user})
    return redirect("admin:patient_people", proxy.patient.uuid)


@needs(Permission.EDIT_PATIENTS)
def agreed_on_paper(request: StaffRequest, uuid: UUID, text: UUID) -> HttpResponseBase:
    get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
    if request.method == "POST":
        try:
            record_consent(by=request.user, patient=uuid, text=text)
        except Conflict as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Kept: the patient agreed on paper."))
    return redirect("admin:patient_people", uuid)
