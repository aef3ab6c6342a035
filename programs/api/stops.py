"""Stops: /stops/. Nobody but a licensed clinician lifts one."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.api.gate_serializers import (
    ContactSerializer,
    LiftSerializer,
    StopFilterSerializer,
    StopSerializer,
)
from patients.gate_access import get_stop
from patients.queries.gate import stop_list
from patients.services.stops import record_contact
from programs.services.red_flags import lift_stop


class StopsView(ListView):
    """The clinic's stops, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("-raised_at", "-id")

    @extend_schema(
        operation_id="list_stops", parameters=[StopFilterSerializer], responses=StopSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, StopFilterSerializer)
        rows = stop_list(request.user, patient=asked.get("patient"), is_open=asked["open"])
        return self.page(rows, StopSerializer)


class StopView(APIView):
    """One stop."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="stop", responses=StopSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(StopSerializer(get_stop(request.user, uuid)).data)


class ContactView(APIView):
    """Notes that somebody has spoken to the patient; the stop holds on."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="note_contact", request=ContactSerializer, responses=StopSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        record_contact(by=person(request), stop=uuid, **body_of(request, ContactSerializer))
        return Response(StopSerializer(get_stop(request.user, uuid)).data)


class LiftView(APIView):
    """Lifts a stop, with the reason. 409 `licence_needed` for who may not decide it."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="lift_stop", request=LiftSerializer, responses=StopSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        lift_stop(by=person(request), stop=uuid, **body_of(request, LiftSerializer))
        return Response(StopSerializer(get_stop(request.user, uuid)).data)
