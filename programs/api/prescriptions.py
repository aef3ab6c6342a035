"""What is prescribed: /prescriptions/. A change closes one and opens another; with a preview."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from programs.access import get_prescription
from programs.api.serializers.prescription import (
    ChangeDoseSerializer,
    PrescriptionFilterSerializer,
    PrescriptionSerializer,
    PreviewDoseSerializer,
    PreviewSwapSerializer,
    ReplacementSerializer,
    SwapSerializer,
)
from programs.queries.listing import prescription_list
from programs.services.prescriptions import (
    change_dose,
    preview_dose,
    preview_swap,
    stop_prescription,
    swap_exercise,
)


class PrescriptionsView(ListView):
    """What is and was prescribed, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="list_prescriptions",
        parameters=[PrescriptionFilterSerializer],
        responses=PrescriptionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, PrescriptionFilterSerializer)
        return self.page(prescription_list(request.user, **asked), PrescriptionSerializer)


class PrescriptionView(APIView):
    """One prescription."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="prescription", responses=PrescriptionSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(PrescriptionSerializer(get_prescription(request.user, uuid)).data)


class ChangeDoseView(APIView):
    """Closes the prescription and answers the one that takes its place."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="change_dose", request=ChangeDoseSerializer, responses={201: PrescriptionSerializer}
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, ChangeDoseSerializer)
        opened = change_dose(by=person(request), prescription=uuid, **asked)
        return Response(PrescriptionSerializer(opened).data, status=201)


class PreviewDoseView(APIView):
    """What a change of dose would do. Changes nothing."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="preview_dose", request=PreviewDoseSerializer, responses=ReplacementSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, PreviewDoseSerializer)
        return Response(
            ReplacementSerializer(preview_dose(by=person(request), prescription=uuid, **asked)).data
        )


class SwapView(APIView):
    """Swaps the exercise for its easier or harder neighbour, at that one's default dose."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="swap_exercise", request=SwapSerializer, responses={201: PrescriptionSerializer}
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, SwapSerializer)
        opened = swap_exercise(by=person(request), prescription=uuid, **asked)
        return Response(PrescriptionSerializer(opened).data, status=201)


class PreviewSwapView(APIView):
    """What a swap would do. Changes nothing."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="preview_swap", request=PreviewSwapSerializer, responses=ReplacementSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, PreviewSwapSerializer)
        return Response(
            ReplacementSerializer(preview_swap(by=person(request), prescription=uuid, **asked)).data
        )


class StopView(APIView):
    """Takes an exercise out of the plan from now on."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="stop_prescription", request=ReasonSerializer, responses=PrescriptionSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)["reason"]
        closed = stop_prescription(by=person(request), prescription=uuid, reason=reason)
        return Response(PrescriptionSerializer(closed).data)
