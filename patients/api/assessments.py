"""Examinations: /assessments/. A draft is saved in patches, signed, corrected by a new version."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from patients.access import get_assessment
from patients.api.document_serializers import (
    AssessmentDetailSerializer,
    AssessmentInputSerializer,
    AssessmentListSerializer,
    AssessmentPatchSerializer,
    DocumentFilterSerializer,
    FormSerializer,
    RevisionSerializer,
)
from patients.queries.documents import assessment_list
from patients.rules.assessment import PARTS
from patients.services.assessments import (
    correct_assessment,
    discard_assessment,
    save_assessment,
    sign_assessment,
    start_assessment,
)


class AssessmentsView(ListView):
    """The clinic's examinations, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(
        operation_id="list_assessments",
        parameters=[DocumentFilterSerializer],
        responses=AssessmentListSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, DocumentFilterSerializer)
        return self.page(assessment_list(request.user, **asked), AssessmentListSerializer)

    @extend_schema(
        operation_id="start_assessment",
        request=AssessmentInputSerializer,
        responses={201: AssessmentDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        draft = start_assessment(by=person(request), **body_of(request, AssessmentInputSerializer))
        return _detail(request, draft.uuid, 201)


class AssessmentView(APIView):
    """One examination."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="assessment", responses=AssessmentDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return _detail(request, uuid)

    @extend_schema(
        operation_id="save_assessment",
        request=AssessmentPatchSerializer,
        responses=AssessmentDetailSerializer,
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, AssessmentPatchSerializer)
        save_assessment(
            by=person(request),
            assessment=uuid,
            revision=asked["revision"],
            patch={part: asked[part] for part in PARTS if part in asked},
            on=asked.get("on"),
            remote=asked.get("remote"),
        )
        return _detail(request, uuid)


class AssessmentFormView(APIView):
    """What an examination asks."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="assessment_form", responses=FormSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(FormSerializer(get_assessment(request.user, uuid).form).data)


class SignAssessmentView(APIView):
    """Locks an examination for ever, under the licence of whoever signs."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="sign_assessment", request=RevisionSerializer, responses=AssessmentDetailSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        sign_assessment(by=person(request), assessment=uuid, **body_of(request, RevisionSerializer))
        return _detail(request, uuid)


class CorrectAssessmentView(APIView):
    """Begins a new version of a signed examination; the signed one stays readable."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="correct_assessment",
        request=ReasonSerializer,
        responses={201: AssessmentDetailSerializer},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        draft = correct_assessment(by=person(request), assessment=uuid, **body_of(request, ReasonSerializer))
        return _detail(request, draft.uuid, 201)


class DiscardAssessmentView(APIView):
    """Puts a draft away."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="discard_assessment", request=None, responses=AssessmentDetailSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        discard_assessment(by=person(request), assessment=uuid)
        return _detail(request, uuid)


def _detail(request: Request, uuid: UUID, status: int = 200) -> Response:
    return Response(AssessmentDetailSerializer(get_assessment(request.user, uuid)).data, status=status)
