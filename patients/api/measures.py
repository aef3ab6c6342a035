"""The library of measures for staff: /measures/; what waits for a patient: /me/measures/due/."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of
from common.api.views import ListView
from patients.access import own_patient
from patients.api.measure_serializers import (
    DueListSerializer,
    ImportSerializer,
    MeasureDetailSerializer,
    MeasureSerializer,
)
from patients.measure_access import get_measure
from patients.queries.measures import due_measures, measure_list, measure_with_versions
from patients.services.measure_imports import import_measure, retire_measure


class MeasuresView(ListView):
    """The measures that came with a pack, and the clinic's own."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("id",)

    @extend_schema(operation_id="list_measures", responses=MeasureSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(measure_list(request.user), MeasureSerializer)


class MeasureView(APIView):
    """One measure, with what it asks."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="measure", responses=MeasureDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        measure = measure_with_versions(get_measure(request.user, uuid))
        return Response(MeasureDetailSerializer(measure).data)


class ImportMeasureView(APIView):
    """Publishes the clinic's own questionnaire. The same file again is the same version."""

    permission_classes = (needs(Permission.MANAGE_CLINIC),)

    @extend_schema(
        operation_id="import_measure",
        request=ImportSerializer,
        responses={
            201: OpenApiResponse(MeasureDetailSerializer, "Published."),
            200: OpenApiResponse(MeasureDetailSerializer, "Published before."),
        },
    )
    def post(self, request: Request) -> Response:
        data = body_of(request, ImportSerializer)
        data["file"] = data["file"].encode()
        imported = import_measure(by=person(request), **data)
        measure = measure_with_versions(imported.version.measure)
        return Response(MeasureDetailSerializer(measure).data, status=201 if imported.created else 200)


class RetireMeasureView(APIView):
    """The clinic's own measure is not asked any more; its answers stay."""

    permission_classes = (needs(Permission.MANAGE_CLINIC),)

    @extend_schema(operation_id="retire_measure", request=None, responses=MeasureDetailSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        measure = retire_measure(by=person(request), measure=uuid)
        return Response(MeasureDetailSerializer(measure_with_versions(measure)).data)


class DueMeasuresView(APIView):
    """What waits for the signed-in patient's answers today, with everything needed to ask it."""

    @extend_schema(operation_id="due_measures", responses=DueListSerializer)
    def get(self, request: Request) -> Response:
        return Response(DueListSerializer({"due": due_measures(own_patient(request.user))}).data)
