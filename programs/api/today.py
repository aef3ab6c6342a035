"""GET /me/today/: the day as a script to play. The busiest address of all, so nothing here is extra."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from accounts.models import User
from common import clock
from common.errors import NotFound, invalid
from patients.access import own_patient
from programs.api.serializers.today import TodaySerializer
from programs.queries.next_session import next_session_on
from programs.queries.today import Today, due_today, today_of_user
from programs.queries.today_json import today_json

FURTHEST = timedelta(days=400)


class TodayView(APIView):
    """What is due on a day, and the script to play it."""

    @extend_schema(
        operation_id="today",
        parameters=[
            OpenApiParameter("on", date, description="The day; by default today where the patient lives.")
        ],
        responses=TodaySerializer,
    )
    def get(self, request: Request) -> Response:
        today = _today(person(request), _day(request.query_params.get("on")))
        return Response(today_json(today, next_session_on(today)))


def _today(by: User, on: date | None) -> Today:
    """Found by the account in the same two statements; a carer's patient is looked up before."""
    today = due_today(own_patient(by), on) if by.acting_for else today_of_user(by.pk, on)
    if today is None:
        raise NotFound(_("You are not signed in as a patient."))
    return today


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        on = date.fromisoformat(text)
    except ValueError as error:
        raise invalid(on=_("Write the day as YYYY-MM-DD.")) from error
    if abs(on - clock.today_in("UTC")) > FURTHEST:
        raise invalid(on=_("Choose a day within 400 days of today."))
    return on
