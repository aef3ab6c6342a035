"""Patients' questions: /me/questions/ for those who ask, /questions/ for those who answer."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import own_patient
from patients.api.gate_serializers import (
    CloseSerializer,
    QuestionFilterSerializer,
    QuestionInputSerializer,
    QuestionSerializer,
    ReplySerializer,
)
from patients.gate_access import get_own_question, get_question, own_questions
from patients.queries.gate import question_list
from patients.services.questions import answer_question, ask_question, close_question


class OwnQuestionsView(ListView):
    """What the patient asked, the latest first."""

    ordering: ClassVar[tuple[str, ...]] = ("-asked_at", "-id")

    @extend_schema(operation_id="list_own_questions", responses=QuestionSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(own_questions(own_patient(request.user)), QuestionSerializer)


class OwnQuestionView(APIView):
    """One question; its id is made by the client."""

    @extend_schema(operation_id="own_question", responses=QuestionSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(QuestionSerializer(get_own_question(own_patient(request.user), uuid)).data)

    @extend_schema(
        operation_id="ask_question",
        request=QuestionInputSerializer,
        responses=OpenApiResponse(QuestionSerializer, "409: `red_flag`, `stopped` or `screening_needed`."),
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        question = ask_question(
            by=person(request),
            patient=own_patient(request.user),
            uuid=uuid,
            **body_of(request, QuestionInputSerializer),
        )
        return Response(QuestionSerializer(question).data)


class QuestionsView(ListView):
    """The clinic's questions in one state, by default those that wait."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("due_at", "id")

    @extend_schema(
        operation_id="list_questions",
        parameters=[QuestionFilterSerializer],
        responses=QuestionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, QuestionFilterSerializer)
        return self.page(question_list(request.user, **asked), QuestionSerializer)


class QuestionView(APIView):
    """One question."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="question", responses=QuestionSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(QuestionSerializer(get_question(request.user, uuid)).data)


class ReplyView(APIView):
    """Answers a question; the patient is told by mail that there is an answer."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="answer_question", request=ReplySerializer, responses=QuestionSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        question = answer_question(by=person(request), question=uuid, **body_of(request, ReplySerializer))
        return Response(QuestionSerializer(question).data)


class CloseQuestionView(APIView):
    """Settles a question without an answer."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(operation_id="close_question", request=CloseSerializer, responses=QuestionSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        question = close_question(by=person(request), question=uuid, **body_of(request, CloseSerializer))
        return Response(QuestionSerializer(question).data)
