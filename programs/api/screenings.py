"""The red-flag screen: asked at /me/screening/, answered at /me/screenings/{id}/; /screenings/ for staff."""

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from common.errors import NotFound
from patients.access import get_patient, own_patient
from patients.api.gate_serializers import (
    AnswersSerializer,
    OwnScreeningSerializer,
    PatientAnswersSerializer,
    PatientFilterSerializer,
    QuestionsAskedSerializer,
    ScopeSerializer,
    ScreeningDetailSerializer,
    ScreeningSerializer,
)
from patients.gate_access import get_own_screening, get_screening
from patients.models import Patient
from patients.queries.gate import screening_list
from patients.queries.screening import asked_of
from patients.queries.screening_due import conditions_of, full_scope
from programs.services.red_flags import give_screening


class OwnQuestionsAskedView(APIView):
    """What the patient is asked now: everything, or what every week asks again."""

    @extend_schema(
        operation_id="screening_questions", parameters=[ScopeSerializer], responses=QuestionsAskedSerializer
    )
    def get(self, request: Request) -> Response:
        return _asked(own_patient(request.user), **query_of(request, ScopeSerializer))


class OwnScreeningView(APIView):
    """One screening; its id is made by the client. Answers are given once and do not change."""

    @extend_schema(operation_id="own_screening", responses=OwnScreeningSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(OwnScreeningSerializer(get_own_screening(own_patient(request.user), uuid)).data)

    @extend_schema(operation_id="put_screening", request=AnswersSerializer, responses=OwnScreeningSerializer)
    def put(self, request: Request, uuid: UUID) -> Response:
        patient = own_patient(request.user)
        give_screening(by=person(request), patient=patient, uuid=uuid, **body_of(request, AnswersSerializer))
        return Response(OwnScreeningSerializer(get_own_screening(patient, uuid)).data)


class QuestionsAskedView(APIView):
    """What a patient of the clinic is asked, for those who ask on their behalf."""

    permission_classes = (needs(Permission.EDIT_CLINICAL),)

    @extend_schema(
        operation_id="patient_screening_questions",
        parameters=[ScopeSerializer],
        responses=QuestionsAskedSerializer,
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        patient = get_patient(request.user, uuid, Permission.EDIT_CLINICAL)
        return _asked(patient, **query_of(request, ScopeSerializer))


class ScreeningsView(ListView):
    """The patients' screenings, the latest first."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)
    ordering: ClassVar[tuple[str, ...]] = ("-given_at", "-id")

    @extend_schema(
        operation_id="list_screenings",
        parameters=[PatientFilterSerializer],
        responses=ScreeningSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, PatientFilterSerializer)
        return self.page(screening_list(request.user, **asked), ScreeningSerializer)

    @extend_schema(
        operation_id="screen_patient",
        request=PatientAnswersSerializer,
        responses={201: ScreeningDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        said = body_of(request, PatientAnswersSerializer)
        patient = get_patient(request.user, said.pop("patient"), Permission.EDIT_CLINICAL)
        given = give_screening(by=person(request), patient=patient, uuid=said.pop("id", None), **said)
        return Response(ScreeningDetailSerializer(get_screening(request.user, given.uuid)).data, status=201)


class ScreeningView(APIView):
    """One screening with its answers."""

    permission_classes = (needs(Permission.VIEW_CLINICAL),)

    @extend_schema(operation_id="screening", responses=ScreeningDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(ScreeningDetailSerializer(get_screening(request.user, uuid)).data)


def _asked(patient: Patient, condition: str = "", scope: str = "") -> Response:
    """What is left out is what is due: the first condition treated, everything or what every week asks."""
    condition = condition or next(iter(conditions_of(patient)), "")
    scope = scope or full_scope(patient, condition)
    questions = asked_of(patient, condition, scope)
    if not questions:
        raise NotFound(_("There are no questions for this condition."))
    body = {"condition": condition, "scope": scope, "questions": questions}
    return Response(QuestionsAskedSerializer(body).data)
