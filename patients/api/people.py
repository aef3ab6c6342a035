"""Whose pages somebody may open, what was agreed to, and for the clinic who has access."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of
from patients.access import get_patient, own_patient
from patients.api.people_serializers import (
    AgreeSerializer,
    ConsentSerializer,
    ConsentsSerializer,
    GrantSerializer,
    PageOwnerSerializer,
    ProxySerializer,
)
from patients.queries.consents import consents_of, texts_to_agree
from patients.queries.guardians import proxies_of
from patients.queries.page_owners import page_owners
from patients.services.consents import give_consent, withdraw_consent
from patients.services.proxies import grant_access, revoke_access


class PeopleView(APIView):
    """Whose pages the signed-in person may open: their own first, then by name."""

    @extend_schema(operation_id="list_people", responses=PageOwnerSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(PageOwnerSerializer(page_owners(person(request)), many=True).data)


class ConsentsView(APIView):
    """What has to be agreed to, and what was. A guardian agrees for a child; other carers do not."""

    checks_writing_itself = True

    @extend_schema(operation_id="consents", responses=ConsentsSerializer)
    def get(self, request: Request) -> Response:
        patient = own_patient(request.user)
        found: dict[str, Any] = {"to_agree": texts_to_agree(patient), "consents": consents_of(patient)}
        return Response(ConsentsSerializer(found).data)

    @extend_schema(operation_id="give_consent", request=AgreeSerializer, responses={201: ConsentSerializer})
    def post(self, request: Request) -> Response:
        consent = give_consent(by=person(request), **body_of(request, AgreeSerializer))
        return Response(ConsentSerializer(consent).data, status=201)


class WithdrawConsentView(APIView):
    """Takes back what was agreed to."""

    checks_writing_itself = True

    @extend_schema(operation_id="withdraw_consent", request=None, responses=ConsentSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        return Response(ConsentSerializer(withdraw_consent(by=person(request), consent=uuid)).data)


class ProxiesView(APIView):
    """Who has, or had, access to a patient's pages; POST gives it to somebody."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(operation_id="list_proxies", responses=ProxySerializer(many=True))
    def get(self, request: Request, uuid: UUID) -> Response:
        patient = get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
        return Response(ProxySerializer(proxies_of(patient), many=True).data)

    @extend_schema(operation_id="grant_access", request=GrantSerializer, responses={201: ProxySerializer})
    def post(self, request: Request, uuid: UUID) -> Response:
        proxy = grant_access(by=person(request), patient=uuid, **body_of(request, GrantSerializer))
        return Response(ProxySerializer(proxy).data, status=201)


class RevokeProxyView(APIView):
    """Ends an access at once."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(operation_id="revoke_access", request=None, responses=ProxySerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        return Response(ProxySerializer(revoke_access(by=person(request), proxy=uuid)).data)
