"""Opens and closes an episode of care."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import ReasonForm, attempt
from desk.forms.patients import EpisodeForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_episode, get_patient
from patients.services.episodes import open_episode, reopen_episode
from programs.access import visible_programs
from programs.enums import RUNNING
from programs.queries.packs import condition_names, offered_conditions
from programs.services.discharge import discharge


@needs(Permission.EDIT_CLINICAL)
def open_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    patient = get_patient(request.user, uuid, Permission.EDIT_CLINICAL)
    form = EpisodeForm(offered_conditions(), posted(request))
    opened = attempt(form, lambda data: open_episode(by=request.user, patient=uuid, **data))
    if opened:
        messages.success(request, _("The episode is open. Choose a program next."))
        return redirect("admin:episode_assign", opened.uuid)
    return page(
        request,
        "form",
        _("Open an episode"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        form=form,
        save=_("Open and choose a program"),
        back=patient_crumb(patient).url,
    )


@needs(Permission.EDIT_CLINICAL)
def close_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    if attempt(form, lambda data: discharge(by=request.user, episode=uuid, **data)):
        messages.success(request, _("The episode is closed."))
        return redirect("admin:patient", episode.patient.uuid)
    name = condition_names().get(episode.condition, episode.condition)
    running = visible_programs(request.user).filter(episode=episode, status__in=RUNNING)
    return page(
        request,
        "form",
        _("Close the episode"),
        crumbs=[patients_crumb(), patient_crumb(episode.patient)],
        lead=_("%(condition)s. Nothing is deleted; the record stays readable.") % {"condition": name},
        warnings=[
            _("“%(name)s” is still running. Finish or cancel it first.") % {"name": program.name}
            for program in running
        ],
        form=form,
        save=_("Close the episode"),
        back=patient_crumb(episode.patient).url,
    )


@needs(Permission.EDIT_CLINICAL)
def reopen_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request))
    if attempt(form, lambda data: reopen_episode(by=request.user, episode=uuid, **data)):
        messages.success(request, _("The episode is open again, with its history."))
        return redirect("admin:patient", episode.patient.uuid)
    return page(
        request,
        "form",
        _("Open the episode again"),
        crumbs=[patients_crumb(), patient_crumb(episode.patient)],
        lead=_("It goes on where it was closed: its programs, measures and notes stay with it."),
        form=form,
        save=_("Open it again"),
        back=patient_crumb(episode.patient).url,
    )
