"""What the patient did: /me/session-logs/. The same log again changes nothing, a changed one corrects."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import own_patient
from programs.api.serializers.session_log import LogDetailSerializer, LogInputSerializer, LogSerializer
from programs.queries.session_logs import get_own_log, own_logs
from programs.services.session_logs import LogInput, record_session_log

# "from" is a word of the language, so it cannot be written as an attribute.
LogFilterSerializer: type[serializers.Serializer[Any]] = type(
    "LogFilterSerializer",
    (serializers.Serializer,),
    {
        "from": serializers.DateField(required=False, help_text="The first day."),
        "to": serializers.DateField(required=False, help_text="The last day."),
    },
)


class SessionLogsView(ListView):
    """A patient's logs, the latest day first."""

    ordering: ClassVar[tuple[str, ...]] = ("-on", "-id")

    @extend_schema(
        operation_id="list_session_logs",
        parameters=[LogFilterSerializer],
        responses=LogSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        period = query_of(request, LogFilterSerializer)
        logs = own_logs(own_patient(request.user), period.get("from"), period.get("to"))
        return self.page(logs, LogSerializer)


class SessionLogView(APIView):
    """One log; its id is made by the client."""

    @extend_schema(operation_id="session_log", responses=LogDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(LogDetailSerializer(get_own_log(own_patient(request.user), uuid)).data)

    @extend_schema(
        operation_id="put_session_log",
        request=LogInputSerializer,
        responses={
            201: OpenApiResponse(LogDetailSerializer, "Stored."),
            200: OpenApiResponse(LogDetailSerializer, "The same again, or corrected."),
        },
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        data = LogInput(**body_of(request, LogInputSerializer))
        recorded = record_session_log(by=person(request), uuid=uuid, data=data)
        body = LogDetailSerializer(recorded.log).data
        return Response(body, status=201 if recorded.created else 200)
