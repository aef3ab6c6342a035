"""The clinic's patients: /patients/. Names and contacts only, so the front desk may use it too."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import may
from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import get_patient
from patients.api.serializers import (
    InvitationSerializer,
    PatientDetailSerializer,
    PatientFilterSerializer,
    PatientInputSerializer,
    PatientSerializer,
)
from patients.models import Patient
from patients.queries.patients import patient_list
from patients.services.invitations import invite_patient
from patients.services.patients import register_patient, update_patient


class PatientsView(ListView):
    """The clinic's patients by name."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("by_name", "id")

    @extend_schema(
        operation_id="list_patients",
        parameters=[PatientFilterSerializer],
        responses=PatientSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, PatientFilterSerializer)
        return self.page(patient_list(request.user, asked["search"]), PatientSerializer)

    @extend_schema(
        operation_id="register_patient",
        request=PatientInputSerializer,
        responses={201: PatientDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        patient = register_patient(by=person(request), **body_of(request, PatientInputSerializer))
        return Response(_detail(request, patient), status=201)


class PatientView(APIView):
    """One patient."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)

    @extend_schema(operation_id="patient", responses=PatientDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(_detail(request, get_patient(request.user, uuid)))

    @extend_schema(
        operation_id="change_patient",
        request=PatientInputSerializer,
        responses=PatientDetailSerializer,
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        changes = body_of(request, PatientInputSerializer, partial=True)
        patient = update_patient(by=person(request), patient=uuid, changes=changes)
        return Response(_detail(request, patient))


def _detail(request: Request, patient: Patient) -> dict[str, Any]:
    sees_record = may(request.user, Permission.VIEW_CLINICAL)
    return PatientDetailSerializer(patient, context={"sees_record": sees_record}).data


class InviteView(APIView):
    """Mails a patient their way in; an earlier invitation stops working."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="invite_patient",
        request=None,
        responses={201: InvitationSerializer},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        invitation = invite_patient(by=person(request), patient=uuid, by_mail=True)
        return Response(InvitationSerializer(invitation).data, status=201)
