"""Progress: pain and exercises, program by program, then measures and numbers; and the report of it all."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from common import clock
from common.pdf.response import pdf_response
from patients.models import Patient
from patients.queries.patients import episodes_of
from portal.pages.decisions import Changes, changes_of
from portal.pages.measures import due_cards
from portal.pages.numbers import measure_card, number_card
from portal.pages.progress import pain_sentence, report_of
from portal.views.patient import patient_page, show
from programs.documents.report import Reader, report
from programs.enums import ProgramStatus
from programs.paper import PHONE, paper_of
from programs.queries.course import Course, courses_of
from programs.queries.packs import test_names


@require_safe
@patient_page
def progress(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    episodes = episodes_of(patient)
    for episode in episodes:
        episode.patient = patient
    names = test_names(episode.condition for episode in episodes)
    found = courses_of(episodes)
    changes = changes_of([standing.program for course in found for standing in course.standings])
    courses = [_shown(course, names, changes) for course in found]
    return show(
        request,
        patient,
        "portal/progress.html",
        section="progress",
        courses=[course for course in courses if course["reports"] or course["numbers"]],
        due=due_cards(patient),
    )


def _shown(course: Course, names: Mapping[str, str], changes: Mapping[int, Changes]) -> dict[str, Any]:
    """One episode as its cards. A cancelled program is not held up to anybody."""
    paper = paper_of(course, size=PHONE)
    programs = [
        lived for lived in course.programs if lived.standing.program.status != ProgramStatus.CANCELLED
    ]
    return {
        "episode": course.episode,
        "pain_sentence": pain_sentence(course),
        "reports": [report_of(course, lived, changes[lived.standing.program.pk]) for lived in programs],
        "numbers": [
            *(measure_card(series, paper) for series in course.measures),
            *(number_card(series, names, paper) for series in course.numbers),
        ],
    }


@require_safe
@patient_page
def progress_report(_request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The patient's own report, to keep or to bring along."""
    episode = next((episode for episode in episodes_of(patient) if episode.uuid == uuid), None)
    if episode is None:
        raise Http404
    episode.patient = patient
    return pdf_response(report(episode, Reader.PATIENT), "my-progress", clock.today_in(patient.time_zone))
