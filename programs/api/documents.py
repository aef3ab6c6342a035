"""Documents as PDF: /episodes/{id}/report/ and /programs/{id}/handout/."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.permissions import Permission
from common import clock
from common.api.inputs import query_of
from common.pdf.response import MEDIA_TYPE, pdf_response
from patients.access import get_episode
from programs.access import get_program
from programs.documents.handout import handout
from programs.documents.report import Reader, report

PDF = {(200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.BINARY)}


class ReaderSerializer(serializers.Serializer[None]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The parameter's name is a word of the language, so it cannot be written as an attribute."""
        readers = serializers.ChoiceField(
            list(Reader), default=Reader.GP, help_text="Whom the report is for."
        )
        return {"for": readers}


class ReportView(APIView):
    """The progress report of an episode, for its general practitioner or its patient."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="episode_report", parameters=[ReaderSerializer], responses=PDF)
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        reader = Reader(query_of(request, ReaderSerializer)["for"])
        episode = get_episode(request.user, uuid)
        today = clock.today_in(episode.patient.time_zone)
        return pdf_response(report(episode, reader), "progress-report", today)


class HandoutView(APIView):
    """The plan of a program as it stands, to be printed."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="program_handout", responses=PDF)
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        program = get_program(request.user, uuid)
        return pdf_response(handout(program), "program", clock.today_in(program.patient.time_zone))
