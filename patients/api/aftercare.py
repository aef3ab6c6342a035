"""What is asked some months after the end: /me/aftercare/; and /episodes/{id}/reopen/."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.fields import ChoiceOrNullField
from common.api.inputs import body_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from patients.access import own_patient
from patients.api.serializers import EpisodeSerializer
from patients.models import HowSince
from patients.queries.aftercare import asked_now
from patients.services.aftercare import answer_aftercare
from patients.services.episodes import reopen_episode
from patients.signal_access import get_own_aftercare


class HowSinceSerializer(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(HowSince.choices)


class AftercareSerializer(serializers.Serializer[Any]):
    """One question about an episode, so many months after its end."""

    id = serializers.UUIDField(source="uuid")
    episode = serializers.UUIDField(source="episode.uuid")
    months = serializers.IntegerField()
    due_on = serializers.DateField()
    answer = ChoiceOrNullField(HowSince.choices)
    answered_at = serializers.DateTimeField(allow_null=True)


class OwnAftercareView(ListView):
    """What waits for an answer now: one question an episode at most."""

    ordering: ClassVar[tuple[str, ...]] = ("due_on", "id")

    @extend_schema(operation_id="list_aftercare", responses=AftercareSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(asked_now(own_patient(request.user)), AftercareSerializer)


class OneAftercareView(APIView):
    """One question. "It came back" opens the episode again and tells the clinic."""

    @extend_schema(operation_id="aftercare", responses=AftercareSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(AftercareSerializer(get_own_aftercare(own_patient(request.user), uuid)).data)

    @extend_schema(
        operation_id="answer_aftercare",
        request=HowSinceSerializer,
        responses=OpenApiResponse(AftercareSerializer, "409: `too_early`, or `reopened` after a relapse."),
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        said = body_of(request, HowSinceSerializer)
        answered = answer_aftercare(by=person(request), uuid=uuid, answer=said["answer"])
        return Response(AftercareSerializer(answered).data)


class ReopenEpisodeView(APIView):
    """Opens a closed episode again, with all that hangs on it. 409 `open` or `treated_already`."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="reopen_episode", request=ReasonSerializer, responses=EpisodeSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)["reason"]
        episode = reopen_episode(by=person(request), episode=uuid, reason=reason)
        return Response(EpisodeSerializer(episode).data)
