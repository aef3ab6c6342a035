"""Single numbers over time: /measurements/ for staff and programs, /me/measurements/ for the patient."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.fields import ChoiceOrNullField
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from patients.access import own_patient
from patients.enums import MeasurementSource, Side
from patients.measure_access import own_measurements
from patients.queries.measurements import measurement_list
from patients.services.measurements import NumberInput, record_measurement, void_measurement

NEWEST_DAY = ("-on", "-id")


class MeasurementInputSerializer(serializers.Serializer[Any]):
    """One number on one day. With an ``id`` of your own, sending it again changes nothing."""

    id = serializers.UUIDField(required=False)
    patient = serializers.UUIDField()
    code = serializers.SlugField(max_length=60)
    side = serializers.ChoiceField(Side.choices, required=False, allow_null=True, default=None)
    value = serializers.DecimalField(max_digits=10, decimal_places=3)
    on = serializers.DateField()
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=120, required=False, allow_blank=True, default="", help_text="Which program or device."
    )


class MeasurementSerializer(serializers.Serializer[Any]):
    """A number with its unit and where it came from; one that was withdrawn says when and why."""

    id = serializers.UUIDField(source="uuid")
    patient = serializers.UUIDField(source="patient.uuid")
    code = serializers.CharField()
    side = ChoiceOrNullField(Side.choices)
    value = serializers.DecimalField(max_digits=10, decimal_places=3)
    unit = serializers.CharField()
    on = serializers.DateField()
    source = serializers.ChoiceField(MeasurementSource.choices)  # type: ignore[assignment]
    source_name = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    voided_at = serializers.DateTimeField(allow_null=True)
    void_reason = serializers.CharField()


class MeasurementFilterSerializer(serializers.Serializer[Any]):
    patient = serializers.UUIDField(required=False)
    code = serializers.SlugField(max_length=60, required=False)


class MeasurementsView(ListView):
    """The numbers of the clinic's patients, the latest day first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = NEWEST_DAY

    @extend_schema(
        operation_id="list_measurements",
        parameters=[MeasurementFilterSerializer],
        responses=MeasurementSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, MeasurementFilterSerializer)
        return self.page(measurement_list(request.user, **asked), MeasurementSerializer)

    @extend_schema(
        operation_id="record_measurement",
        request=MeasurementInputSerializer,
        responses={201: MeasurementSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = body_of(request, MeasurementInputSerializer)
        row = record_measurement(
            by=person(request),
            patient=asked["patient"],
            data=NumberInput(asked["code"], asked["value"], asked["on"], asked["side"] or ""),
            source=MeasurementSource.API,
            source_name=asked["source"],
            uuid=asked.get("id"),
        )
        return Response(MeasurementSerializer(row).data, status=201)


class VoidMeasurementView(APIView):
    """Withdraws a number that was wrong; it stays in the record with the reason."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="void_measurement", request=ReasonSerializer, responses=MeasurementSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)["reason"]
        row = void_measurement(by=person(request), measurement=uuid, reason=reason)
        return Response(MeasurementSerializer(row).data)


class MyMeasurementsView(ListView):
    """The patient's own numbers; weight only for those who want to see it."""

    ordering: ClassVar[tuple[str, ...]] = NEWEST_DAY

    @extend_schema(operation_id="my_measurements", responses=MeasurementSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = own_measurements(own_patient(request.user)).select_related("patient")
        return self.page(rows, MeasurementSerializer)
