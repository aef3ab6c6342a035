"""Screening a patient on their behalf, and reading what somebody answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.gate import ScreenForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_episode
from patients.enums import Outcome, ScreeningScope
from patients.gate_access import get_screening
from patients.models import Episode, Screening
from patients.queries.gate import answers_of
from patients.queries.screening import asked_of
from patients.queries.screening_due import full_scope
from programs.queries.packs import condition_names
from programs.services.red_flags import give_screening


@needs(Permission.EDIT_CLINICAL)
def screen_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The questions of one moment, by default what is due; the answers stop the programs if they must."""
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    scope = _scope(request, episode)
    form = ScreenForm(asked_of(episode.patient, episode.condition, scope), posted(request))
    if not form.questions:
        raise Http404
    if given := attempt(form, lambda data: _give(request, episode, scope, form, data)):
        _tell(request, given)
        return redirect("admin:patient", episode.patient.uuid)
    return page(
        request,
        "screen",
        _("Ask about warning signs"),
        crumbs=[patients_crumb(), patient_crumb(episode.patient)],
        episode=episode,
        condition=condition_names().get(episode.condition, episode.condition),
        form=form,
        scope=scope,
        scopes=ScreeningScope.choices,
        back=patient_crumb(episode.patient).url,
    )


@needs(Permission.VIEW_CLINICAL)
def screening_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Every question as it was read, with its answer."""
    screening = get_screening(request.user, uuid)
    return page(
        request,
        "screening",
        _("Warning signs asked"),
        crumbs=[patients_crumb(), patient_crumb(screening.patient)] if screening.patient else [],
        screening=screening,
        answers=answers_of(screening),
        condition=condition_names().get(screening.condition, screening.condition),
    )


def _scope(request: StaffRequest, episode: Episode) -> ScreeningScope:
    asked = request.GET.get("scope", "")
    if asked in ScreeningScope.values:
        return ScreeningScope(asked)
    return full_scope(episode.patient, episode.condition)


def _give(
    request: StaffRequest, episode: Episode, scope: ScreeningScope, form: ScreenForm, data: dict[str, Any]
) -> Screening:
    return give_screening(
        by=request.user,
        patient=episode.patient,
        condition=episode.condition,
        scope=scope,
        answers=form.answers(),
        uuid=data["uuid"],
    )


def _tell(request: StaffRequest, screening: Screening) -> None:
    if screening.outcome == Outcome.CLEAR:
        messages.success(request, _("No warning sign. A program can be assigned."))
    else:
        messages.error(request, _("A warning sign. The patient is stopped until a clinician lifts it."))
