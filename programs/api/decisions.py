"""Decisions for clinicians: /decisions/ with an address for each answer, and /programs/{id}/decide/."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.models import User
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from programs.api.serializers.decision import (
    ApproveSerializer,
    DecideSerializer,
    DecisionDetailSerializer,
    DecisionFilterSerializer,
    DecisionSerializer,
    RejectSerializer,
)
from programs.models import Decision
from programs.queries.decisions import decision_list, decision_with_words
from programs.services.decisions import approve_decision, decide_program, edit_decision, reject_decision

ANSWERED = OpenApiResponse(DecisionDetailSerializer, "409: `answered`, `replaced`, `stopped`, `not_running`.")


class DecisionsView(ListView):
    """The clinic's decisions, the latest first; ``waiting=true`` only those that need an answer."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("-made_at", "-id")

    @extend_schema(
        operation_id="list_decisions",
        parameters=[DecisionFilterSerializer],
        responses=DecisionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, DecisionFilterSerializer)
        return self.page(decision_list(request.user, **asked), DecisionSerializer)


class DecisionView(APIView):
    """One decision with its facts and parameters."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="decision", responses=DecisionDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(DecisionDetailSerializer(decision_with_words(request.user, uuid)).data)


class ApproveView(APIView):
    """As proposed."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="approve_decision", request=ApproveSerializer, responses=ANSWERED)
    def post(self, request: Request, uuid: UUID) -> Response:
        return _done(approve_decision, person(request), body_of(request, ApproveSerializer), decision=uuid)


class EditView(APIView):
    """Another verdict than the proposed one; of weeks only."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="edit_decision", request=DecideSerializer, responses=ANSWERED)
    def post(self, request: Request, uuid: UUID) -> Response:
        return _done(edit_decision, person(request), body_of(request, DecideSerializer), decision=uuid)


class RejectView(APIView):
    """Nothing grows: a week that waits is held."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="reject_decision", request=RejectSerializer, responses=ANSWERED)
    def post(self, request: Request, uuid: UUID) -> Response:
        return _done(reject_decision, person(request), body_of(request, RejectSerializer), decision=uuid)


class DecideView(APIView):
    """A clinician's own decision about the week at hand, at once."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="decide_program", request=DecideSerializer, responses={201: ANSWERED})
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, DecideSerializer)
        return _done(decide_program, person(request), asked, status=201, program=uuid)


def _done(
    service: Callable[..., Decision], by: User, asked: dict[str, Any], *, status: int = 200, **about: UUID
) -> Response:
    made = service(by=by, **about, **asked)
    return Response(DecisionDetailSerializer(decision_with_words(by, made.uuid)).data, status=status)
