"""What a patient ran: /me/runs/. The same run again changes nothing, a changed one corrects."""

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
from programs.api.serializers.run import RunDetailSerializer, RunInputSerializer, RunSerializer
from programs.api.session_logs import LogFilterSerializer
from programs.queries.runs import get_own_run, runs_of
from programs.services.run_logs import RunInput, record_run


class RunsView(ListView):
    """A patient's runs, the latest day first."""

    ordering: ClassVar[tuple[str, ...]] = ("-on", "-id")

    @extend_schema(
        operation_id="list_runs", parameters=[LogFilterSerializer], responses=RunSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        period = query_of(request, LogFilterSerializer)
        runs = runs_of(own_patient(request.user), period.get("from"), period.get("to"))
        return self.page(runs, RunSerializer)


class RunView(APIView):
    """One run; its id is made by the client. A day later it is asked whether the knee settled."""

    @extend_schema(operation_id="run", responses=RunDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(RunDetailSerializer(get_own_run(own_patient(request.user), uuid)).data)

    @extend_schema(
        operation_id="put_run",
        request=RunInputSerializer,
        responses={
            201: OpenApiResponse(RunDetailSerializer, "Stored."),
            200: OpenApiResponse(RunDetailSerializer, "The same again, or corrected."),
        },
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        data = RunInput(**body_of(request, RunInputSerializer))
        kept = record_run(by=person(request), uuid=uuid, data=data)
        body = RunDetailSerializer(get_own_run(own_patient(request.user), uuid)).data
        return Response(body, status=201 if kept.created else 200)
