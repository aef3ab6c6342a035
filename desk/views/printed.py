"""What is printed or sent: the report of an episode, the handout of a program."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase

from accounts.permissions import Permission
from common import clock
from common.pdf.response import pdf_response
from desk.staff import StaffRequest, needs
from patients.access import get_episode
from programs.access import get_program
from programs.documents.handout import handout
from programs.documents.report import Reader, report


@needs(Permission.VIEW_CLINICAL)
def report_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    asked = request.GET.get("for", Reader.GP)
    if asked not in list(Reader):
        raise Http404
    episode = get_episode(request.user, uuid)
    today = clock.today_in(request.membership.clinic.time_zone)
    return pdf_response(report(episode, Reader(asked)), "progress-report", today)


@needs(Permission.VIEW_CLINICAL)
def handout_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    program = get_program(request.user, uuid)
    today = clock.today_in(request.membership.clinic.time_zone)
    return pdf_response(handout(program), "program", today)
