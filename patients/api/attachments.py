"""Files of the record: /attachments/. Taken as a multipart form, handed out only through the door."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.parsers import TooLarge
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from common.uploads import is_too_large
from patients.access import get_attachment
from patients.api.document_serializers import (
    AttachmentFilterSerializer,
    AttachmentInputSerializer,
    AttachmentSerializer,
)
from patients.files.kinds import KINDS
from patients.files.serving import served
from patients.queries.documents import attachment_list
from patients.services.attachments import attach_file, withdraw_attachment

BYTES = OpenApiResponse(OpenApiTypes.BINARY)


class AttachmentsView(ListView):
    """The clinic's files, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="list_attachments",
        parameters=[AttachmentFilterSerializer],
        responses=AttachmentSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, AttachmentFilterSerializer)
        return self.page(attachment_list(request.user, **asked), AttachmentSerializer)

    @extend_schema(
        operation_id="add_attachment",
        request={"multipart/form-data": AttachmentInputSerializer},
        responses={201: AttachmentSerializer},
    )
    def post(self, request: Request) -> Response:
        if is_too_large(request.META.get("CONTENT_LENGTH")):
            raise TooLarge
        asked = body_of(request, AttachmentInputSerializer)
        added = attach_file(by=person(request), upload=asked.pop("file"), **asked)
        return Response(AttachmentSerializer(added).data, status=201)


class AttachmentView(APIView):
    """What is known of one file."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="attachment", responses=AttachmentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(AttachmentSerializer(get_attachment(request.user, uuid)).data)


class AttachmentContentView(APIView):
    """The bytes of one file; one range of them when asked. A withdrawn file has none."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: ARG002
        """A file is of its own type, whatever the client would rather have; only errors are rendered."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="attachment_content",
        responses={(status, kind.media_type): BYTES for status in (200, 206) for kind in KINDS},
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        return served(get_attachment(request.user, uuid), request.META.get("HTTP_RANGE", ""))


class WithdrawAttachmentView(APIView):
    """Takes a file out of sight that came to the wrong record."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="withdraw_attachment", request=ReasonSerializer, responses=AttachmentSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        reason = body_of(request, ReasonSerializer)
        withdrawn = withdraw_attachment(by=person(request), attachment=uuid, **reason)
        return Response(AttachmentSerializer(withdrawn).data)
