"""The plan, week by week."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from patients.models import Patient
from portal.pages.plan import plan_of
from portal.views.patient import patient_page, show
from programs.queries.weeks import shown_programs, with_weeks


@require_safe
@patient_page
def plan(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    plans = [plan_of(program) for program in with_weeks(shown_programs(patient))]
    return show(request, patient, "portal/plan.html", section="plan", plans=plans)
