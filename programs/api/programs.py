"""Assigned programs: /programs/. POST assigns; the rest of a program's life is one address a step."""

from collections.abc import Callable
from typing import Any, ClassVar
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
from programs.access import get_program
from programs.api.serializers.program import (
    AssignSerializer,
    ProgramDetailSerializer,
    ProgramFilterSerializer,
    ProgramSerializer,
)
from programs.models import Program
from programs.queries.listing import program_list, with_detail
from programs.services.assign import Changes, assign_program
from programs.services.lifecycle import (
    cancel_program,
    finish_program,
    hold_week,
    pause_program,
    resume_program,
)


class ProgramsView(ListView):
    """The clinic's programs, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="list_programs",
        parameters=[ProgramFilterSerializer],
        responses=ProgramSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, ProgramFilterSerializer)
        return self.page(program_list(request.user, **asked), ProgramSerializer)

    @extend_schema(
        operation_id="assign_program", request=AssignSerializer, responses={201: ProgramDetailSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = body_of(request, AssignSerializer)
        program = assign_program(
            by=person(request),
            uuid=asked.get("id"),
            episode=asked["episode"],
            template=asked["template"],
            start_on=asked["start_on"],
            side=asked.get("side", ""),
            changes=_changes(asked),
        )
        return Response(ProgramDetailSerializer(with_detail(program)).data, status=201)


class ProgramView(APIView):
    """A program week by week."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="program", responses=ProgramDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        program = get_program(request.user, uuid)
        return Response(ProgramDetailSerializer(with_detail(program)).data)


class _StepView(APIView):
    """A step in a program's life that needs a reason."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)
    operation_id: ClassVar[str]
    service: ClassVar[Callable[..., Program]]

    @extend_schema(request=ReasonSerializer, responses=ProgramSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)["reason"]
        program = self.service(by=person(request), program=uuid, reason=reason)
        return Response(ProgramSerializer(program).data)


class PauseView(_StepView):
    """Nothing is due from today on, until it is resumed."""

    operation_id = "pause_program"
    service = staticmethod(pause_program)


class HoldWeekView(_StepView):
    """Lives the week at hand once more."""

    operation_id = "hold_week"
    service = staticmethod(hold_week)


class FinishView(_StepView):
    """Ends a program that has done its work."""

    operation_id = "finish_program"
    service = staticmethod(finish_program)


class CancelView(_StepView):
    """Ends a program before its time."""

    operation_id = "cancel_program"
    service = staticmethod(cancel_program)


class ResumeView(APIView):
    """Goes on from today where it stood."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="resume_program", request=None, responses=ProgramSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        return Response(ProgramSerializer(resume_program(by=person(request), program=uuid)).data)


def _changes(asked: dict[str, Any]) -> Changes:
    return Changes(
        doses={(change["item"], change["week"]): change["dose"] for change in asked.get("changes", [])},
        left_out=frozenset(asked.get("left_out", [])),
    )
