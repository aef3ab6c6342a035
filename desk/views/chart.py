"""A patient's page: who it is, what holds them, the chart of one episode, and how to reach them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.permissions import Permission
from common import clock
from common.errors import NotFound
from desk.chart.lanes import lanes_of
from desk.chart.timeline import shown, subjects_of
from desk.chart.visits import visits_in, with_visits
from desk.pages import page, paginated
from desk.staff import StaffRequest, is_allowed, needs
from desk.views.crumbs import patients_crumb
from patients.access import get_patient, kept_patient
from patients.models import Episode, Patient
from patients.queries.gate import stops_of
from patients.queries.patients import age, episodes_of, open_invitation
from programs.queries.consult import consult_advice
from programs.queries.course import course_of
from programs.queries.education import reading_of
from programs.queries.packs import condition_names, test_names
from programs.queries.timeline import timeline_of

EVENTS_A_PAGE = 40


@needs(Permission.VIEW_PATIENTS)
def patient_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    try:
        patient = get_patient(request.user, uuid)
    except NotFound:
        if kept := kept_patient(request.user, uuid):
            return redirect("admin:patient", kept.uuid)
        raise
    context: dict[str, Any] = {
        "patient": patient,
        "age": age(patient),
        "today": clock.today_in(patient.time_zone),
        "invitation": None if patient.user_id else open_invitation(patient),
        "stops": stops_of(patient),
    }
    if is_allowed(request, Permission.VIEW_CLINICAL):
        context |= _clinical(request, patient)
    return page(request, "chart", patient.name, crumbs=[patients_crumb()], **context)


def _clinical(request: StaffRequest, patient: Patient) -> dict[str, Any]:
    episodes = episodes_of(patient)
    episode = _chosen(request, episodes)
    context = {
        "episodes": episodes,
        "episode": episode,
        "conditions": condition_names(),
    }
    return context | (_chart(request, patient, episode) if episode else {})


def _chosen(request: StaffRequest, episodes: Sequence[Episode]) -> Episode | None:
    """The episode that the address names, else the first: an open one, the latest."""
    asked = request.GET.get("episode")
    if not asked:
        return next(iter(episodes), None)
    chosen = next((episode for episode in episodes if str(episode.uuid) == asked), None)
    if chosen is None:
        raise Http404
    return chosen


def _chart(request: StaffRequest, patient: Patient, episode: Episode) -> dict[str, Any]:
    episode.patient = patient
    course = course_of(episode)
    events = with_visits(timeline_of(course), visits_in(request.user, patient, course), patient.time_zone)
    subject = request.GET.get("show", "")
    return {
        "course": course,
        "lanes": lanes_of(course, events, test_names([episode.condition])),
        "page_obj": paginated(request, shown(events, subject), EVENTS_A_PAGE),
        "subject": subject,
        "subjects": subjects_of(events),
        "reading": reading_of(course),
        "advice": consult_advice(episode, clock.today_in(patient.time_zone)),
    }
