"""What assessments and notes share on the desk: their list, the answer to a save, the last questions."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from common import clock
from common.errors import Conflict, ServiceError
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs
from desk.views.crumbs import documents_crumb, patient_crumb, patients_crumb
from patients.access import get_patient
from patients.models import Assessment, VisitNote
from patients.queries.documents import assessment_list, attachment_list, note_list
from patients.queries.patients import episodes_of
from patients.services.documents import licence_of
from programs.queries.packs import condition_names

SIGNED = gettext_lazy("Signed. It does not change any more; a correction is a new version.")
DISCARDED = gettext_lazy("The draft is put away.")


@needs(Permission.VIEW_CLINICAL)
def documents_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
    return page(
        request,
        "documents",
        _("Assessments and notes"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        episodes=episodes_of(patient),
        conditions=condition_names(),
        assessments=assessment_list(request.user, patient=uuid).order_by("-on", "-pk"),
        notes=note_list(request.user, patient=uuid).order_by("-on", "-pk"),
        files=attachment_list(request.user, patient=uuid).filter(withdrawn_at=None).count(),
    )


def revision_of(request: StaffRequest) -> int:
    """The revision that the sender has seen; none that could be right if it is missing."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() else 0


def saved_words(zone: str) -> str:
    """ "Saved 10:42", in the clinic's time."""
    now = timezone.localtime(clock.now(), clock.zone(zone))
    return _("Saved %(time)s") % {"time": date_format(now, "H:i")}


def refused_save(error: ServiceError, document: Assessment | VisitNote) -> JsonResponse:
    """Why a save did not happen, for the page's script; ``revision`` lets it try again over the other's."""
    fields = {path: str(problems[0]) for path, problems in error.fields.items()}
    answer = {
        "code": error.code,
        "message": str(error.message),
        "fields": fields,
        "revision": document.revision,
    }
    return JsonResponse(answer, status=error.status)


def signature(by: User) -> dict[str, Any]:
    """Under which licence this person signs, or why not."""
    try:
        return {"licence": licence_of(by), "no_licence": ""}
    except Conflict as error:
        return {"licence": "", "no_licence": str(error.message)}


def correct_form(
    request: StaffRequest, document: Assessment | VisitNote, form: forms.Form
) -> HttpResponseBase:
    lead = _("The signed version stays readable. A new draft begins with what it says, and is signed again.")
    return _question(request, document, form, _("Correct"), _("Begin the correction"), lead)


def discard_form(
    request: StaffRequest, document: Assessment | VisitNote, form: forms.Form
) -> HttpResponseBase:
    lead = _("The draft disappears from the lists. It stays in the history.")
    return _question(request, document, form, _("Discard the draft"), _("Discard"), lead)


def _question(
    request: StaffRequest,
    document: Assessment | VisitNote,
    form: forms.Form,
    title: str,
    save: str,
    lead: str,
) -> HttpResponseBase:
    route = "admin:assessment" if isinstance(document, Assessment) else "admin:note"
    back = reverse(route, args=[document.uuid])
    crumbs = [
        patients_crumb(),
        patient_crumb(document.patient),
        documents_crumb(document.patient),
        Crumb(date_format(document.on, "j M Y"), back),
    ]
    return page(request, "form", title, crumbs=crumbs, form=form, save=save, lead=lead, back=back)
