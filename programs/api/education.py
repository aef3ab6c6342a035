"""What the patient is given to read: /me/education/."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from patients.access import own_patient
from programs.api.serializers.education import ReadSerializer, TopicListSerializer
from programs.queries.education import topics_of
from programs.services.education import mark_read


class EducationView(APIView):
    """The topics that the program has come to, unread before read, the present stage's first."""

    @extend_schema(operation_id="education", responses=TopicListSerializer)
    def get(self, request: Request) -> Response:
        topics = topics_of(own_patient(request.user))
        return Response(TopicListSerializer({"topics": topics}).data)


class ReadTopicView(APIView):
    """Says that a topic is read; saying it again changes nothing."""

    @extend_schema(operation_id="mark_topic_read", request=None, responses=ReadSerializer)
    def put(self, request: Request, slug: str) -> Response:
        read = mark_read(by=person(request), patient=own_patient(request.user), topic=slug)
        return Response(ReadSerializer(read).data)
