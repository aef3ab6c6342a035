"""The plan, week by week, and its handout."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from common import clock
from common.errors import NotFound
from common.pdf.response import pdf_response
from patients.models import Patient
from portal.pages.decisions import changes_of
from portal.pages.plan import plan_of
from portal.views.patient import patient_page, show
from programs.access import get_own_program
from programs.documents.handout import handout
from programs.queries.weeks import shown_programs, with_weeks


@require_safe
@patient_page
def plan(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    programs = shown_programs(patient).select_related("pack").defer("pack__content")
    rows = list(with_weeks(programs))
    changes = changes_of(rows)
    plans = [plan_of(program, changes[program.pk]) for program in rows]
    return show(request, patient, "portal/plan.html", section="plan", plans=plans)


@require_safe
@patient_page
def plan_handout(_request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    try:
        program = get_own_program(patient, uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
    return pdf_response(handout(program), "program", clock.today_in(patient.time_zone))
