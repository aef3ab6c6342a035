"""Who needs somebody: /signals/ ranked, and what a clinician does with one; /patients/{id}/thresholds/."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from patients.access import get_patient
from patients.queries.signals import signal_list, thresholds_of
from patients.services.signal_actions import (
    acknowledge_signal,
    assign_signal,
    settle_by_hand,
    snooze_signal,
)
from patients.services.thresholds import set_threshold
from patients.signal_access import get_signal
from programs.api.serializers.signal import (
    AssignSignalSerializer,
    QualitySerializer,
    SignalFilterSerializer,
    SignalSerializer,
    SnoozeSerializer,
    ThresholdInputSerializer,
    ThresholdSerializer,
)
from programs.queries.quality import quality

READERS = (needs(Permission.VIEW_CLINICAL),)
CLINICIANS = (needs(Permission.EDIT_CLINICAL),)


class SignalsView(ListView):
    """The heaviest reason first, then by when somebody is to look."""

    permission_classes = READERS
    ordering: ClassVar[tuple[str, ...]] = ("rank", "due_at", "id")

    @extend_schema(
        operation_id="list_signals",
        parameters=[SignalFilterSerializer],
        responses=SignalSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, SignalFilterSerializer)
        return self.page(signal_list(request.user, **asked), SignalSerializer)


class SignalView(APIView):
    """One signal."""

    permission_classes = READERS

    @extend_schema(operation_id="signal", responses=SignalSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(SignalSerializer(get_signal(request.user, uuid)).data)


class AcknowledgeView(APIView):
    """Somebody has it in hand; it does not escalate any more. 409 `settled`."""

    permission_classes = CLINICIANS

    @extend_schema(operation_id="acknowledge_signal", request=None, responses=SignalSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        return Response(SignalSerializer(acknowledge_signal(by=person(request), signal=uuid)).data)


class SnoozeView(APIView):
    """Off the board until then, or until it gets worse. A warning sign cannot be put off."""

    permission_classes = CLINICIANS

    @extend_schema(
        operation_id="snooze_signal",
        request=SnoozeSerializer,
        responses=OpenApiResponse(SignalSerializer, "409: `red_flag` or `settled`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        signal = snooze_signal(by=person(request), signal=uuid, **body_of(request, SnoozeSerializer))
        return Response(SignalSerializer(signal).data)


class AssignView(APIView):
    """Gives it to a colleague. The time goes on until they act."""

    permission_classes = CLINICIANS

    @extend_schema(operation_id="assign_signal", request=AssignSignalSerializer, responses=SignalSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        signal = assign_signal(by=person(request), signal=uuid, **body_of(request, AssignSignalSerializer))
        return Response(SignalSerializer(signal).data)


class SettleView(APIView):
    """Done with, and not raised again for the same thing."""

    permission_classes = CLINICIANS

    @extend_schema(
        operation_id="settle_signal",
        request=ReasonSerializer,
        responses=OpenApiResponse(
            SignalSerializer, "409: `settled`, or `by_its_source` for a stop, a question or a proposal."
        ),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        signal = settle_by_hand(by=person(request), signal=uuid, **body_of(request, ReasonSerializer))
        return Response(SignalSerializer(signal).data)


class ThresholdsView(ListView):
    """A patient's own thresholds: from which numbers on somebody is to look."""

    permission_classes = READERS
    ordering: ClassVar[tuple[str, ...]] = ("kind", "id")

    @extend_schema(operation_id="list_thresholds", responses=ThresholdSerializer(many=True))
    def get(self, request: Request, uuid: UUID) -> Response:
        patient = get_patient(request.user, uuid, Permission.VIEW_CLINICAL)
        return self.page(thresholds_of(request.user, patient), ThresholdSerializer)

    @extend_schema(
        operation_id="set_threshold", request=ThresholdInputSerializer, responses=ThresholdSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        said = body_of(request, ThresholdInputSerializer)
        return Response(ThresholdSerializer(set_threshold(by=person(request), patient=uuid, **said)).data)


class QualityView(APIView):
    """What the clinic can learn from its programs; no group of fewer than five people is shown."""

    permission_classes = READERS

    @extend_schema(operation_id="quality", responses=QualitySerializer)
    def get(self, request: Request) -> Response:
        return Response(QualitySerializer(quality(request.user)).data)
