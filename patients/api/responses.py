"""Answers to measures: /me/measure-responses/ for the patient, /measure-responses/ for staff on behalf.

The same answers again change nothing, changed ones correct.
"""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import own_patient
from patients.api.response_serializers import (
    ResponseDetailSerializer,
    ResponseFilterSerializer,
    ResponseInputSerializer,
    ResponseSerializer,
)
from patients.measure_access import get_own_response, get_response, own_responses
from patients.queries.measures import response_list, with_scores
from patients.services.responses import Given, ResponseInput, give_own_response, give_response

STORED: dict[Any, Any] = {
    201: OpenApiResponse(ResponseDetailSerializer, "Stored."),
    200: OpenApiResponse(ResponseDetailSerializer, "The same again, or corrected."),
}
NEWEST_DAY = ("-on", "-id")


class MyResponsesView(ListView):
    """A patient's own answers, the latest day first."""

    ordering: ClassVar[tuple[str, ...]] = NEWEST_DAY

    @extend_schema(operation_id="list_my_measure_responses", responses=ResponseSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(with_scores(own_responses(own_patient(request.user))), ResponseSerializer)


class MyResponseView(APIView):
    """One set of the patient's own answers; its id is made by the client."""

    @extend_schema(operation_id="my_measure_response", responses=ResponseDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        found = get_own_response(own_patient(request.user), uuid)
        return Response(ResponseDetailSerializer(found).data)

    @extend_schema(operation_id="put_my_measure_response", request=ResponseInputSerializer, responses=STORED)
    def put(self, request: Request, uuid: UUID) -> Response:
        return _answer(give_own_response(by=person(request), uuid=uuid, data=_input(request)))


class ResponsesView(ListView):
    """The answers of the clinic's patients, the latest day first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = NEWEST_DAY

    @extend_schema(
        operation_id="list_measure_responses",
        parameters=[ResponseFilterSerializer],
        responses=ResponseSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, ResponseFilterSerializer)
        return self.page(response_list(request.user, **asked), ResponseSerializer)


class ResponseView(APIView):
    """One set of answers; staff may enter what a patient says."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="measure_response", responses=ResponseDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(ResponseDetailSerializer(get_response(request.user, uuid)).data)

    @extend_schema(operation_id="put_measure_response", request=ResponseInputSerializer, responses=STORED)
    def put(self, request: Request, uuid: UUID) -> Response:
        return _answer(give_response(by=person(request), uuid=uuid, data=_input(request)))


def _input(request: Request) -> ResponseInput:
    data = body_of(request, ResponseInputSerializer)
    return ResponseInput(data["episode"], data["measure"], data["on"], data["answers"])


def _answer(given: Given) -> Response:
    body = ResponseDetailSerializer(given.response).data
    return Response(body, status=201 if given.created else 200)
