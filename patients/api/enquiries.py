"""Those who ask to be seen: /enquiries/. The front desk finds whom to call; what they told is clinical."""

from typing import ClassVar
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
from patients.api.gate_serializers import (
    DeclineSerializer,
    EnquiryDetailSerializer,
    EnquiryFilterSerializer,
    EnquirySerializer,
    RegisterSerializer,
)
from patients.api.serializers import PatientSerializer
from patients.gate_access import get_enquiry
from patients.queries.gate import enquiry_list
from patients.services.enquiries import decline_enquiry, register_enquiry


class EnquiriesView(ListView):
    """The clinic's enquiries in one state, by default those that wait."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("due_at", "id")

    @extend_schema(
        operation_id="list_enquiries",
        parameters=[EnquiryFilterSerializer],
        responses=EnquirySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, EnquiryFilterSerializer)
        return self.page(enquiry_list(request.user, **asked), EnquirySerializer)


class EnquiryView(APIView):
    """One enquiry."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)

    @extend_schema(operation_id="enquiry", responses=EnquiryDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        sees_record = may(request.user, Permission.VIEW_CLINICAL)
        enquiry = get_enquiry(request.user, uuid)
        return Response(EnquiryDetailSerializer(enquiry, context={"sees_record": sees_record}).data)


class RegisterEnquiryView(APIView):
    """Makes the visitor a patient; their screening becomes the patient's."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="register_enquiry", request=RegisterSerializer, responses={201: PatientSerializer}
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        patient = register_enquiry(by=person(request), enquiry=uuid, **body_of(request, RegisterSerializer))
        return Response(PatientSerializer(patient).data, status=201)


class DeclineEnquiryView(APIView):
    """Says no, and why: for the clinic's own record."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(operation_id="decline_enquiry", request=DeclineSerializer, responses=EnquirySerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        enquiry = decline_enquiry(by=person(request), enquiry=uuid, **body_of(request, DeclineSerializer))
        return Response(EnquirySerializer(enquiry).data)
