"""Progress: pain and exercises, program by program."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from patients.models import Patient
from portal.pages.progress import report_of
from portal.views.patient import patient_page, show
from programs.queries.standing import standings
from programs.queries.weeks import shown_programs


@require_safe
@patient_page
def progress(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    reports = [report_of(standing) for standing in standings(shown_programs(patient))]
    return show(request, patient, "portal/progress.html", section="progress", reports=reports)
