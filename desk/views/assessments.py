"""Examinations: begin, fill in as one goes, sign, read, correct, discard."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import Conflict, InvalidInput
from desk.examination.fields import Drawn, finding_views, section_views, test_views
from desk.examination.pictures import zone_pictures
from desk.examination.posted import patch_from
from desk.examination.words import answered
from desk.forms.base import ReasonForm, attempt
from desk.forms.documents import AboutForm, AssessmentStartForm, RevisionForm
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
from patients.access import get_assessment, get_episode
from patients.enums import AssessmentKind, DocumentState
from patients.models import Assessment
from patients.queries.documents import attachment_list, newest_signed, versions_of
from patients.queries.examination import Reading, reading_of
from patients.rules.examination import Examination
from patients.services.assessments import (
    correct_assessment,
    discard_assessment,
    save_assessment,
    sign_assessment,
    start_assessment,
)
from programs.queries.packs import condition_names
from programs.queries.stage_tests import stage_tests


@needs(Permission.EDIT_CLINICAL)
def new_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    kind = AssessmentKind.FOLLOW_UP if newest_signed(episode) else AssessmentKind.INITIAL
    today = clock.today_in(episode.patient.time_zone)
    form = AssessmentStartForm(posted(request), initial={"kind": kind, "on": today})
    if draft := attempt(form, lambda data: start_assessment(by=request.user, episode=uuid, **data)):
        return redirect("admin:assessment", draft.uuid)
    return page(
        request,
        "form",
        _("New assessment"),
        crumbs=[patients_crumb(), patient_crumb(episode.patient), documents_crumb(episode.patient)],
        form=form,
        save=_("Begin"),
        back=documents_crumb(episode.patient).url,
    )


@needs(Permission.VIEW_CLINICAL)
def assessment_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    assessment = get_assessment(request.user, uuid)
    if assessment.state != DocumentState.DRAFT or not is_allowed(request, Permission.EDIT_CLINICAL):
        return _read_page(request, assessment)
    if request.method != "POST":
        return _form_page(request, assessment)
    return _saved_without_script(request, assessment)


@needs(Permission.EDIT_CLINICAL)
def save(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """What the page's script sends while somebody types: the fields that changed."""
    assessment = get_assessment(request.user, uuid, Permission.EDIT_CLINICAL)
    try:
        saved = _save(request, assessment, set(request.POST.getlist("units")))
    except (InvalidInput, Conflict) as error:
        return refused_save(error, get_assessment(request.user, uuid))
    said = saved_words(assessment.patient.clinic.time_zone)
    live = _live(_drawn(request, get_assessment(request.user, uuid)))
    return JsonResponse({"revision": saved.revision, "said": said, "live": live})


@needs(Permission.EDIT_CLINICAL)
def sign_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    assessment = get_assessment(request.user, uuid, Permission.EDIT_CLINICAL)
    if assessment.state != DocumentState.DRAFT:
        return redirect("admin:assessment", uuid)
    form = RevisionForm(posted(request))
    if attempt(form, lambda data: sign_assessment(by=request.user, assessment=uuid, **data)):
        messages.success(request, SIGNED)
        return redirect("admin:assessment", uuid)
    shown = get_assessment(request.user, uuid)
    context = _read_context(request, shown)
    return page(
        request,
        "assessment_sign",
        _("Sign the assessment"),
        form=form,
        missing=missing_fields(context["drawn"].reading),
        **signature(request.user),
        **context,
    )


@needs(Permission.EDIT_CLINICAL)
def correct_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    assessment = get_assessment(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    draft = attempt(form, lambda data: correct_assessment(by=request.user, assessment=uuid, **data))
    return redirect("admin:assessment", draft.uuid) if draft else correct_form(request, assessment, form)


@needs(Permission.EDIT_CLINICAL)
def discard_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    assessment = get_assessment(request.user, uuid, Permission.EDIT_CLINICAL)
    form = forms.Form(posted(request))
    if attempt(form, lambda _data: discard_assessment(by=request.user, assessment=uuid)):
        messages.success(request, DISCARDED)
        return redirect("admin:patient_documents", assessment.patient.uuid)
    return discard_form(request, assessment, form)


def kind_words(assessment: Assessment) -> str:
    return _("%(kind)s assessment") % {"kind": assessment.get_kind_display()}


def missing_fields(reading: Reading) -> list[tuple[str, str]]:
    """What signing still needs, each with the field to go to."""
    paths = reading.missing()
    fields = {f"answers.{field.id}": field.label for field in reading.form.fields()}
    return [(path, fields[path]) for path in paths]


def _form_page(request: StaffRequest, assessment: Assessment, drawn: Drawn | None = None) -> HttpResponseBase:
    drawn = drawn or _drawn(request, assessment)
    return page(
        request,
        "assessment_form",
        kind_words(assessment),
        status=400 if drawn.problems else 200,
        sections=section_views(drawn),
        tests=test_views(drawn),
        findings=finding_views(drawn),
        zones=zone_pictures(drawn),
        drawn=drawn,
        **_common(assessment),
        **_live_context(drawn),
    )


def _read_page(request: StaffRequest, assessment: Assessment) -> HttpResponseBase:
    return page(
        request,
        "assessment_read",
        kind_words(assessment),
        versions=versions_of(assessment),
        files=attachment_list(request.user).filter(assessment=assessment, withdrawn_at=None),
        **_read_context(request, assessment),
    )


def _read_context(request: StaffRequest, assessment: Assessment) -> dict[str, Any]:
    drawn = _drawn(request, assessment)
    return {
        "drawn": drawn,
        "answered": answered(drawn.reading),
        "tests": [view for view in test_views(drawn) if view.has_result],
        "findings": [view for view in finding_views(drawn) if view.checked],
        "zones": zone_pictures(drawn),
        **_common(assessment),
    }


def _common(assessment: Assessment) -> dict[str, Any]:
    patient = assessment.patient
    return {
        "assessment": assessment,
        "patient": patient,
        "condition": condition_names().get(assessment.episode.condition, assessment.episode.condition),
        "crumbs": [patients_crumb(), patient_crumb(patient), documents_crumb(patient)],
    }


def _drawn(request: StaffRequest, assessment: Assessment, **typed: Any) -> Drawn:
    return Drawn(reading_of(assessment), stage_tests(request.user, assessment.episode), **typed)


def _live_context(drawn: Drawn) -> dict[str, Any]:
    """What is said beside the form while it is filled in."""
    found = drawn.reading.suggestions()
    unticked = [one.finding.name for one in found if one.finding.code not in drawn.reading.findings]
    return {
        "hints": drawn.reading.hints(),
        "missing": missing_fields(drawn.reading),
        "suggested": unticked,
    }


def _live(drawn: Drawn) -> dict[str, str]:
    """The same by the id of the element that shows it, for the page's script."""
    context = _live_context(drawn)
    parts: dict[str, str] = {
        f"live.{name}": render_to_string(f"desk/_live_{name}.html", context) for name in context
    }
    for test in test_views(drawn):
        parts[f"{test.unit}.outcome"] = render_to_string("desk/_test_outcome.html", {"view": test})
    for finding in finding_views(drawn):
        parts[f"{finding.unit}.why"] = render_to_string("desk/_finding_why.html", {"view": finding})
    return parts


def _save(request: StaffRequest, assessment: Assessment, units: set[str] | None = None) -> Assessment:
    form = Examination.from_content(assessment.form.content)
    about = AboutForm(request.POST) if units is None or "about" in units else None
    if about and not about.is_valid():
        raise InvalidInput(_("Enter a date."), fields={"about": _("Enter a date.")})
    return save_assessment(
        by=request.user,
        assessment=assessment.uuid,
        revision=revision_of(request),
        patch=patch_from(form, request.POST, units),
        **(about.cleaned_data if about else {}),
    )


def _saved_without_script(request: StaffRequest, assessment: Assessment) -> HttpResponseBase:
    """The whole form at once; after a refusal it comes back as it was typed."""
    try:
        _save(request, assessment)
    except (InvalidInput, Conflict) as error:
        messages.error(request, f"{error.message} {_('Nothing is saved yet; what you typed is kept below.')}")
        typed = patch_from(Examination.from_content(assessment.form.content), request.POST)
        problems = {path: str(said[0]) for path, said in error.fields.items()}
        drawn = _drawn(request, assessment, typed=typed, problems=problems)
        return _form_page(request, get_assessment(request.user, assessment.uuid), drawn)
    wants_to_sign = request.POST.get("do") == "sign"
    return redirect("admin:assessment_sign" if wants_to_sign else "admin:assessment", assessment.uuid)
