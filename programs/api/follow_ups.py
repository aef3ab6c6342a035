"""What is asked a day after a load: /me/follow-ups/. An answer is taken whenever it comes."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of
from common.api.views import ListView
from patients.access import own_patient
from programs.api.serializers.follow_up import AnswerSerializer, FollowUpSerializer
from programs.queries.follow_ups import asked_now, get_own_follow_up
from programs.services.follow_ups import answer_follow_up


class FollowUpsView(ListView):
    """What waits for an answer now, the latest load first."""

    ordering: ClassVar[tuple[str, ...]] = ("-loaded_at", "-id")

    @extend_schema(operation_id="list_follow_ups", responses=FollowUpSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(asked_now(own_patient(request.user)), FollowUpSerializer)


class FollowUpView(APIView):
    """One question. Answering it again corrects the answer."""

    @extend_schema(operation_id="follow_up", responses=FollowUpSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(FollowUpSerializer(get_own_follow_up(own_patient(request.user), uuid)).data)

    @extend_schema(operation_id="answer_follow_up", request=AnswerSerializer, responses=FollowUpSerializer)
    def put(self, request: Request, uuid: UUID) -> Response:
        said = body_of(request, AnswerSerializer)
        answer_follow_up(by=person(request), uuid=uuid, settled=said["settled"])
        return Response(FollowUpSerializer(get_own_follow_up(own_patient(request.user), uuid)).data)
