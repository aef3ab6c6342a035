"""The way back to running: GET /me/running/, and the plan in a clinician's hands."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of
from common.api.serializers import ReasonSerializer
from common.errors import NotFound
from patients.access import own_patient
from programs.access import get_program
from programs.api.serializers.run_plan import (
    ChooseChangeSerializer,
    OpenRunPlanSerializer,
    PainModelSerializer,
    RunningSerializer,
    RunPlanSerializer,
    SetGoalSerializer,
    SetLevelSerializer,
    run_plan_json,
    running_json,
)
from programs.queries.running import own_running, running_of
from programs.services.run_plans import (
    Goal,
    choose_change,
    choose_pain_model,
    open_run_plan,
    set_goal,
    set_level,
)
from programs.services.running import pause_running_by, resume_running


class OwnRunningView(APIView):
    """Where the patient stands today: the level, what is left of the week, the goal."""

    @extend_schema(operation_id="own_running", responses=RunningSerializer)
    def get(self, request: Request) -> Response:
        found = own_running(own_patient(request.user))
        if found is None:
            raise NotFound(_("There is no running plan."))
        return Response(running_json(found))


class _PlanView(APIView):
    """Every step answers with the plan as it then stands."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    def answer(
        self, request: Request, program: UUID, *, status: int = 200, warnings: tuple[str, ...] = ()
    ) -> Response:
        found = running_of(get_program(request.user, program))
        if found is None:
            raise NotFound(_("There is no running plan."))
        return Response(run_plan_json(found, warnings), status=status)


class RunPlanView(_PlanView):
    """A program's running plan. POST lets the patient begin."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="run_plan", responses=RunPlanSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return self.answer(request, uuid)

    @extend_schema(
        operation_id="open_run_plan",
        request=OpenRunPlanSerializer,
        responses={200: RunPlanSerializer, 201: RunPlanSerializer},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, OpenRunPlanSerializer)
        opened = open_run_plan(
            by=person(request),
            program=uuid,
            phase=asked["phase"],
            goal=_goal(asked.get("goal")),
            reason=asked["reason"],
            uuid=asked.get("id"),
        )
        status = 201 if opened.created else 200
        return self.answer(request, uuid, status=status, warnings=tuple(opened.warnings))


class PauseRunningView(_PlanView):
    """No more runs until a clinician lets it go on."""

    @extend_schema(operation_id="pause_running", request=ReasonSerializer, responses=RunPlanSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        pause_running_by(by=person(request), program=uuid, **body_of(request, ReasonSerializer))
        return self.answer(request, uuid)


class ResumeRunningView(_PlanView):
    """Running goes on at the level it stood."""

    @extend_schema(operation_id="resume_running", request=ReasonSerializer, responses=RunPlanSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        resume_running(by=person(request), program=uuid, **body_of(request, ReasonSerializer))
        return self.answer(request, uuid)


class RunLevelView(_PlanView):
    """Another level of walking and jogging, for a reason."""

    @extend_schema(operation_id="set_run_level", request=SetLevelSerializer, responses=RunPlanSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        set_level(by=person(request), program=uuid, **body_of(request, SetLevelSerializer))
        return self.answer(request, uuid)


class RunGoalView(_PlanView):
    """What the patient runs for; null takes it away."""

    @extend_schema(operation_id="set_run_goal", request=SetGoalSerializer, responses=RunPlanSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, SetGoalSerializer)
        set_goal(by=person(request), program=uuid, goal=_goal(asked["goal"]))
        return self.answer(request, uuid)


class RunChangeView(_PlanView):
    """What grows next: one thing at a time, in their order."""

    @extend_schema(
        operation_id="choose_run_change", request=ChooseChangeSerializer, responses=RunPlanSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        choose_change(by=person(request), program=uuid, **body_of(request, ChooseChangeSerializer))
        return self.answer(request, uuid)


class PainModelView(_PlanView):
    """How soon after a run the knee must be quiet again."""

    @extend_schema(operation_id="choose_pain_model", request=PainModelSerializer, responses=RunPlanSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        choose_pain_model(by=person(request), program=uuid, **body_of(request, PainModelSerializer))
        return self.answer(request, uuid)


def _goal(told: Mapping[str, Any] | None) -> Goal | None:
    return Goal(**told) if told else None
