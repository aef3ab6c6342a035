"""What can be prescribed: /exercises/ and /program-templates/."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.permissions import Permission
from common.api.inputs import query_of
from common.api.views import ListView
from programs.access import get_exercise, get_template
from programs.api.serializers.library import (
    ExerciseFilterSerializer,
    ExerciseSerializer,
    TemplateDetailSerializer,
    TemplateSerializer,
    TemplateSideSerializer,
)
from programs.queries.library import exercise_list, template_list
from programs.queries.template import minutes_by_week, plan_of


class ExercisesView(ListView):
    """The exercises of the current packs, by name."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("name", "id")

    @extend_schema(
        operation_id="list_exercises",
        parameters=[ExerciseFilterSerializer],
        responses=ExerciseSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, ExerciseFilterSerializer)
        return self.page(exercise_list(request.user, **asked), ExerciseSerializer)


class ExerciseView(APIView):
    """One exercise; also one of an earlier pack that a running program still uses."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="exercise", responses=ExerciseSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(ExerciseSerializer(get_exercise(request.user, uuid)).data)


class TemplatesView(ListView):
    """The plans that are offered, the shortest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("weeks", "id")

    @extend_schema(operation_id="list_program_templates", responses=TemplateSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(template_list(request.user), TemplateSerializer)


class TemplateView(APIView):
    """A template with the whole plan and the minutes it asks, week by week."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="program_template",
        parameters=[TemplateSideSerializer],
        responses=TemplateDetailSerializer,
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        side = query_of(request, TemplateSideSerializer)["side"]
        plan = plan_of(get_template(request.user, uuid))
        context = {"plan": plan, "minutes": minutes_by_week(plan, side)}
        return Response(TemplateDetailSerializer(plan.template, context=context).data)
