"""Files of the record: the list with the upload, the bytes themselves, taking one out of sight."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.uploads import is_too_large
from desk.forms.base import ReasonForm, attempt
from desk.forms.documents import UploadForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_attachment, get_patient
from patients.enums import DocumentState
from patients.files.opening import too_large
from patients.files.serving import served
from patients.models import Attachment
from patients.queries.documents import assessment_list, attachment_list, note_list
from patients.queries.patients import episode_list
from patients.services.attachments import attach_file, withdraw_attachment
from programs.queries.packs import condition_names


@needs(Permission.VIEW_CLINICAL)
def files_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
    # What was cut off on the way in is no form any more: only its length says what happened.
    is_cut = request.method == "POST" and is_too_large(request.META.get("CONTENT_LENGTH"))
    if is_cut:
        messages.error(request, str(too_large(settings.ATTACHMENT_MAX_MB)))
    form = UploadForm(_places(request, uuid), None if is_cut else posted(request), request.FILES or None)
    if not is_cut and _is_attached(request, uuid, form):
        messages.success(request, _("The file is stored."))
        return redirect("admin:attachments", uuid)
    return page(
        request,
        "files",
        _("Files"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        form=form,
        page_obj=paginated(request, attachment_list(request.user, patient=uuid).order_by("-pk")),
        status=413 if is_cut else 200,
    )


@needs(Permission.VIEW_CLINICAL)
def file(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The bytes, to whoever may see the record."""
    return served(get_attachment(request.user, uuid), request.META.get("HTTP_RANGE", ""))


@needs(Permission.EDIT_CLINICAL)
def withdraw_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    attachment = get_attachment(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    back = reverse("admin:attachments", args=[attachment.patient.uuid])
    if attempt(form, lambda data: withdraw_attachment(by=request.user, attachment=uuid, **data)):
        messages.success(request, _("The file is out of sight."))
        return redirect(back)
    return page(
        request,
        "form",
        _("Withdraw a file"),
        crumbs=[patients_crumb(), patient_crumb(attachment.patient), Crumb(_("Files"), back)],
        lead=_("“%(name)s” cannot be opened any more. That it was here stays in the history.")
        % {"name": attachment.name},
        form=form,
        save=_("Withdraw"),
        back=back,
    )


def _is_attached(request: StaffRequest, patient: UUID, form: UploadForm) -> bool:
    def attach(data: dict[str, Any]) -> Attachment:
        kind, _colon, place = data["belongs_to"].partition(":")
        target = {kind: UUID(place)} if place else {}
        return attach_file(by=request.user, patient=patient, upload=data["file"], **target)

    return attempt(form, attach) is not None


def _places(request: StaffRequest, patient: UUID) -> list[tuple[str, str]]:
    """What a file may belong to: a draft at hand, an episode, or the record as a whole."""
    draft: dict[str, Any] = {"patient": patient, "state": DocumentState.DRAFT}
    names = condition_names()
    return [
        *(
            (f"assessment:{row.uuid}", _("Assessment of %(day)s (draft)") % {"day": date_format(row.on)})
            for row in assessment_list(request.user, **draft)
        ),
        *(
            (f"note:{row.uuid}", _("Visit note of %(day)s (draft)") % {"day": date_format(row.on)})
            for row in note_list(request.user, **draft)
        ),
        *(
            (f"episode:{row.uuid}", f"{names.get(row.condition, row.condition)}, {row.get_side_display()}")
            for row in episode_list(request.user, patient=patient)
        ),
        ("", _("The record as a whole")),
    ]
