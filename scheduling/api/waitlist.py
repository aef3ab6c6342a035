"""The waiting list: /me/waitlist/ for patients, /waitlist/ for the clinic."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of
from common.api.views import ListView
from patients.access import own_patient
from scheduling.access import get_own_appointment
from scheduling.api.serializers import OwnAppointmentSerializer
from scheduling.api.waitlist_serializers import (
    AcceptSerializer,
    ClinicWaitlistInputSerializer,
    ClinicWaitlistSerializer,
    WaitlistInputSerializer,
    WaitlistSerializer,
)
from scheduling.queries.waitlist import waiting_list
from scheduling.services.waitlist import (
    accept_offer,
    add_to_waitlist,
    decline_offer,
    join_waitlist,
    withdraw_from_waitlist,
)
from scheduling.waitlist_access import get_entry, get_own_entry, own_entries, with_all


class OwnWaitlistView(ListView):
    """The patient's places on the list, the latest first."""

    ordering: ClassVar[tuple[str, ...]] = ("-asked_at", "-id")

    @extend_schema(operation_id="list_own_waitlist", responses=WaitlistSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(with_all(own_entries(own_patient(request.user))), WaitlistSerializer)

    @extend_schema(
        operation_id="join_waitlist",
        request=WaitlistInputSerializer,
        responses={201: OpenApiResponse(WaitlistSerializer, "409: `waiting_already`, `not_bookable`.")},
    )
    def post(self, request: Request) -> Response:
        patient = own_patient(request.user)
        entry = join_waitlist(
            by=person(request), patient=patient, **body_of(request, WaitlistInputSerializer)
        )
        return _own(request, entry.uuid, status=201)


class WithdrawOwnView(APIView):
    """The patient no longer waits; what was offered is free again."""

    @extend_schema(operation_id="withdraw_own", request=None, responses=WaitlistSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        withdraw_from_waitlist(by=person(request), entry=uuid, patient=own_patient(request.user))
        return _own(request, uuid)


class AcceptOfferView(APIView):
    """Books what is offered."""

    @extend_schema(
        operation_id="accept_offer",
        request=AcceptSerializer,
        responses=OpenApiResponse(
            OwnAppointmentSerializer, "409: `offer_over`, `red_flag`, `stopped`, `screening_needed`."
        ),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        patient, asked = own_patient(request.user), body_of(request, AcceptSerializer)
        visit = accept_offer(by=person(request), patient=patient, entry=uuid, **asked)
        return Response(OwnAppointmentSerializer(get_own_appointment(patient, visit.uuid)).data)


class DeclineOfferView(APIView):
    """Lets an offer go to the next who waits; the place on the list stays."""

    @extend_schema(
        operation_id="decline_offer",
        request=None,
        responses=OpenApiResponse(WaitlistSerializer, "409: `offer_over`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        decline_offer(by=person(request), patient=own_patient(request.user), entry=uuid)
        return _own(request, uuid)


class WaitlistView(ListView):
    """The clinic's list: who waits or has an offer, in the order of asking."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("asked_at", "id")

    @extend_schema(operation_id="list_waitlist", responses=ClinicWaitlistSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(waiting_list(request.user).order_by(), ClinicWaitlistSerializer)

    @extend_schema(
        operation_id="add_to_waitlist",
        request=ClinicWaitlistInputSerializer,
        responses={201: OpenApiResponse(ClinicWaitlistSerializer, "409: `waiting_already`.")},
    )
    def post(self, request: Request) -> Response:
        entry = add_to_waitlist(by=person(request), **body_of(request, ClinicWaitlistInputSerializer))
        return Response(ClinicWaitlistSerializer(get_entry(request.user, entry.uuid)).data, status=201)


class WithdrawView(APIView):
    """Takes a patient off the list."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(operation_id="withdraw", request=None, responses=ClinicWaitlistSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        withdraw_from_waitlist(by=person(request), entry=uuid)
        return Response(ClinicWaitlistSerializer(get_entry(request.user, uuid)).data)


def _own(request: Request, uuid: UUID, *, status: int = 200) -> Response:
    """One's own place as it stands now."""
    entry = get_own_entry(own_patient(request.user), uuid)
    return Response(WaitlistSerializer(entry).data, status=status)
