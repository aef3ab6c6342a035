"""Closing an episode: /episodes/{id}/close/. It stands here because a program that runs forbids it."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of
from common.api.serializers import ReasonSerializer
from patients.api.serializers import EpisodeSerializer
from programs.services.discharge import discharge


class CloseEpisodeView(APIView):
    """Ends an episode, with the reason; 409 while one of its programs runs."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="close_episode", request=ReasonSerializer, responses=EpisodeSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)["reason"]
        return Response(EpisodeSerializer(discharge(by=person(request), episode=uuid, reason=reason)).data)
