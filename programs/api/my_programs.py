"""The patient's own programs and how they go: /me/programs/ and /me/progress/."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.views import ListView
from patients.access import own_patient
from programs.access import get_own_program
from programs.api.serializers.program import OwnProgramDetailSerializer, OwnProgramSerializer
from programs.api.serializers.progress import ProgressListSerializer
from programs.queries.listing import with_detail
from programs.queries.standing import standings
from programs.queries.told import told_of, waits_of
from programs.queries.weeks import shown_programs


class OwnProgramsView(ListView):
    """The patient's programs, the latest first."""

    @extend_schema(operation_id="list_own_programs", responses=OwnProgramSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(shown_programs(own_patient(request.user)), OwnProgramSerializer)


class OwnProgramView(APIView):
    """A program week by week: stages, dates, exercises with their doses."""

    @extend_schema(operation_id="own_program", responses=OwnProgramDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        program = get_own_program(own_patient(request.user), uuid)
        return Response(OwnProgramDetailSerializer(with_detail(program)).data)


class ProgressView(APIView):
    """Pain, effort and adherence so far, day by day and week by week; what was decided, in plain words."""

    @extend_schema(operation_id="progress", responses=ProgressListSerializer)
    def get(self, request: Request) -> Response:
        found = standings(shown_programs(own_patient(request.user)))
        programs = [standing.program for standing in found]
        context = {"told": told_of(programs), "waits": waits_of(programs)}
        return Response(ProgressListSerializer({"programs": found}, context=context).data)
