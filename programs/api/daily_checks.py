"""How the knee is today: /me/daily-checks/. The same again changes nothing, a changed one corrects."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import own_patient
from programs.api.serializers.daily_check import (
    CheckDetailSerializer,
    CheckInputSerializer,
    CheckSerializer,
)
from programs.api.session_logs import LogFilterSerializer
from programs.queries.daily_checks import get_own_check, own_checks
from programs.services.daily_checks import CheckInput, record_daily_check


class DailyChecksView(ListView):
    """A patient's checks, the latest day first."""

    ordering: ClassVar[tuple[str, ...]] = ("-on", "-id")

    @extend_schema(
        operation_id="list_daily_checks",
        parameters=[LogFilterSerializer],
        responses=CheckSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        period = query_of(request, LogFilterSerializer)
        checks = own_checks(own_patient(request.user), period.get("from"), period.get("to"))
        return self.page(checks, CheckSerializer)


class DailyCheckView(APIView):
    """One check; its id is made by the client. A warning sign among its answers stops the programs."""

    @extend_schema(operation_id="daily_check", responses=CheckDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(CheckDetailSerializer(get_own_check(own_patient(request.user), uuid)).data)

    @extend_schema(
        operation_id="put_daily_check",
        request=CheckInputSerializer,
        responses={
            201: OpenApiResponse(CheckDetailSerializer, "Stored."),
            200: OpenApiResponse(CheckDetailSerializer, "The same again, or corrected."),
        },
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        patient, said = own_patient(request.user), body_of(request, CheckInputSerializer)
        answers = said.pop("answers")
        kept = record_daily_check(
            by=person(request), patient=patient, uuid=uuid, data=CheckInput(**said), answers=answers
        )
        body = CheckDetailSerializer(get_own_check(patient, uuid)).data
        return Response(body, status=201 if kept.created else 200)
