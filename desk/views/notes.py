"""Visit notes: begin, write, sign, read, correct, discard."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from common import clock
from common.errors import Conflict, InvalidInput
from desk.forms.base import ReasonForm, attempt
from desk.forms.documents import NoteStartForm, RevisionForm
from desk.pages import page
from desk.staff import StaffRequest, is_allowed, needs, posted
from desk.views.crumbs import documents_crumb, patient_crumb, patients_crumb
from desk.views.record import (
    DISCARDED,
    SIGNED,
    correct_form,
    discard_form,
    refused_save,
    revision_of,
    saved_words,
    signature,
)
from patients.access import get_episode, get_note
from patients.enums import DocumentState
from patients.models import VisitNote
from patients.queries.documents import attachment_list, versions_of
from patients.services.visit_notes import TEXTS, correct_note, discard_note, save_note, sign_note, start_note

Words = str | Promise
# Each part with what belongs there.
PARTS: tuple[tuple[str, Words, Words], ...] = (
    ("subjective", gettext_lazy("Subjective"), gettext_lazy("What the patient says")),
    ("objective", gettext_lazy("Objective"), gettext_lazy("What you see and measure")),
    ("appraisal", gettext_lazy("Assessment"), gettext_lazy("What it means")),
    ("plan", gettext_lazy("Plan"), gettext_lazy("What happens next, and by whom")),
)


@needs(Permission.EDIT_CLINICAL)
def new_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    form = NoteStartForm(posted(request), initial={"on": clock.today_in(episode.patient.time_zone)})
    if draft := attempt(form, lambda data: start_note(by=request.user, episode=uuid, **data)):
        return redirect("admin:note", draft.uuid)
    documents = documents_crumb(episode.patient)
    return page(
        request,
        "form",
        _("New visit note"),
        crumbs=[patients_crumb(), patient_crumb(episode.patient), documents],
        form=form,
        save=_("Begin"),
        back=documents.url,
    )


@needs(Permission.VIEW_CLINICAL)
def note_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    note = get_note(request.user, uuid)
    if note.state != DocumentState.DRAFT or not is_allowed(request, Permission.EDIT_CLINICAL):
        return _shown(request, note, "note_read", versions=versions_of(note))
    if request.method != "POST":
        return _shown(request, note, "note_form")
    return _saved_without_script(request, note)


@needs(Permission.EDIT_CLINICAL)
def save(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """What the page's script sends while somebody types: the texts that changed."""
    note = get_note(request.user, uuid, Permission.EDIT_CLINICAL)
    try:
        saved = _save(request, note)
    except (InvalidInput, Conflict) as error:
        return refused_save(error, get_note(request.user, uuid))
    said = saved_words(note.patient.clinic.time_zone)
    return JsonResponse({"revision": saved.revision, "said": said, "live": {}})


@needs(Permission.EDIT_CLINICAL)
def sign_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    note = get_note(request.user, uuid, Permission.EDIT_CLINICAL)
    if note.state != DocumentState.DRAFT:
        return redirect("admin:note", uuid)
    form = RevisionForm(posted(request))
    if attempt(form, lambda data: sign_note(by=request.user, note=uuid, **data)):
        messages.success(request, SIGNED)
        return redirect("admin:note", uuid)
    shown = get_note(request.user, uuid)
    return _shown(request, shown, "note_sign", form=form, **signature(request.user))


@needs(Permission.EDIT_CLINICAL)
def correct_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    note = get_note(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    draft = attempt(form, lambda data: correct_note(by=request.user, note=uuid, **data))
    return redirect("admin:note", draft.uuid) if draft else correct_form(request, note, form)


@needs(Permission.EDIT_CLINICAL)
def discard_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    note = get_note(request.user, uuid, Permission.EDIT_CLINICAL)
    form = forms.Form(posted(request))
    if attempt(form, lambda _data: discard_note(by=request.user, note=uuid)):
        messages.success(request, DISCARDED)
        return redirect("admin:patient_documents", note.patient.uuid)
    return discard_form(request, note, form)


def _save(request: StaffRequest, note: VisitNote) -> VisitNote:
    texts = {name: request.POST[name].replace("\r\n", "\n") for name in TEXTS if name in request.POST}
    return save_note(by=request.user, note=note.uuid, revision=revision_of(request), texts=texts)


def _saved_without_script(request: StaffRequest, note: VisitNote) -> HttpResponseBase:
    try:
        _save(request, note)
    except (InvalidInput, Conflict) as error:
        messages.error(request, f"{error.message} {_('Nothing is saved yet; what you typed is kept below.')}")
        typed = {name: request.POST.get(name, "") for name in TEXTS}
        return _shown(request, get_note(request.user, note.uuid), "note_form", typed=typed, status=400)
    wants_to_sign = request.POST.get("do") == "sign"
    return redirect("admin:note_sign" if wants_to_sign else "admin:note", note.uuid)


def _shown(
    request: StaffRequest, note: VisitNote, template: str, *, typed: dict[str, str] | None = None, **more: Any
) -> HttpResponseBase:
    texts = typed or {name: getattr(note, name) for name in TEXTS}
    return page(
        request,
        template,
        _("Visit note"),
        note=note,
        patient=note.patient,
        parts=[(name, title, about, texts[name]) for name, title, about in PARTS],
        files=attachment_list(request.user).filter(note=note, withdrawn_at=None),
        crumbs=[patients_crumb(), patient_crumb(note.patient), documents_crumb(note.patient)],
        **more,
    )
