"""Episodes of care: /episodes/."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import get_episode
from patients.api.serializers import EpisodeFilterSerializer, EpisodeInputSerializer, EpisodeSerializer
from patients.queries.patients import episode_list
from patients.services.episodes import open_episode


class EpisodesView(ListView):
    """The clinic's episodes, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="list_episodes",
        parameters=[EpisodeFilterSerializer],
        responses=EpisodeSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, EpisodeFilterSerializer)
        return self.page(episode_list(request.user, **asked), EpisodeSerializer)

    @extend_schema(
        operation_id="open_episode",
        request=EpisodeInputSerializer,
        responses={201: EpisodeSerializer},
    )
    def post(self, request: Request) -> Response:
        episode = open_episode(by=person(request), **body_of(request, EpisodeInputSerializer))
        return Response(EpisodeSerializer(episode).data, status=201)


class EpisodeView(APIView):
    """One episode."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="episode", responses=EpisodeSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(EpisodeSerializer(get_episode(request.user, uuid)).data)
