"""A patient's visits: /me/appointments/, what they can book, the times they keep while they decide."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from patients.access import own_patient
from scheduling.access import get_own_appointment
from scheduling.api.serializers import (
    BookingInputSerializer,
    CancelSerializer,
    HoldInputSerializer,
    HoldSerializer,
    KindToBookSerializer,
    MoveSerializer,
    OwnAppointmentSerializer,
    TakenSerializer,
    WhenFilterSerializer,
)
from scheduling.calendars.files import CONTENT_TYPE, NAME, visit_file
from scheduling.queries.listing import own_list
from scheduling.queries.own_visits import kinds_to_book
from scheduling.services.booking import book_appointment, hold_slot, release_hold
from scheduling.services.changing import cancel_appointment, move_appointment

TAKEN = {409: OpenApiResponse(TakenSerializer, "`slot_taken` says the next free times in `slots`.")}
ICS = {(200, "text/calendar"): OpenApiResponse(OpenApiTypes.BINARY)}


class KindsToBookView(ListView):
    """What the patient can book or ask for, in the clinic's order."""

    ordering: ClassVar[tuple[str, ...]] = ("position", "name", "id")

    @extend_schema(operation_id="list_kinds_to_book", responses=KindToBookSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(kinds_to_book(own_patient(request.user)), KindToBookSerializer)


class OwnAppointmentsView(ListView):
    """The patient's visits, the latest first."""

    ordering: ClassVar[tuple[str, ...]] = ("-starts_at", "-id")

    @extend_schema(
        operation_id="list_own_appointments",
        parameters=[WhenFilterSerializer],
        responses=OwnAppointmentSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = when(query_of(request, WhenFilterSerializer))
        return self.page(own_list(own_patient(request.user), **asked), OwnAppointmentSerializer)

    @extend_schema(
        operation_id="book_appointment",
        request=BookingInputSerializer,
        responses={201: OwnAppointmentSerializer, **TAKEN},
    )
    def post(self, request: Request) -> Response:
        """Books, or asks where the clinic confirms. The same ``id`` again answers the same visit."""
        patient, asked = own_patient(request.user), body_of(request, BookingInputSerializer)
        uuid, note = asked.pop("id"), asked.pop("note")
        book_appointment(by=person(request), patient=patient, uuid=uuid, patient_note=note, **asked)
        return own(request, uuid, status=201)


class OwnAppointmentView(APIView):
    """One visit."""

    @extend_schema(operation_id="own_appointment", responses=OwnAppointmentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return own(request, uuid)


class CancelOwnView(APIView):
    """Cancels a visit, up to the clinic's cut-off."""

    @extend_schema(
        operation_id="cancel_own_appointment",
        request=CancelSerializer,
        responses=OpenApiResponse(OwnAppointmentSerializer, "409: `closed`, `too_late`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        patient, asked = own_patient(request.user), body_of(request, CancelSerializer)
        cancel_appointment(by=person(request), appointment=uuid, patient=patient, **asked)
        return own(request, uuid)


class MoveOwnView(APIView):
    """Gives a visit another time, up to the clinic's cut-off. It keeps the old one until it has the new."""

    @extend_schema(
        operation_id="reschedule_own_appointment",
        request=MoveSerializer,
        responses={200: OwnAppointmentSerializer, **TAKEN},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        patient, asked = own_patient(request.user), body_of(request, MoveSerializer)
        move_appointment(by=person(request), appointment=uuid, patient=patient, **asked)
        return own(request, uuid)


class OwnCalendarView(APIView):
    """The visit as a file for a calendar; no clinical word in it."""

    @extend_schema(operation_id="own_appointment_calendar", responses=ICS)
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        found = get_own_appointment(own_patient(request.user), uuid)
        headers = {"Content-Disposition": f'attachment; filename="{NAME}"'}
        return HttpResponse(visit_file(found), content_type=CONTENT_TYPE, headers=headers)


class HoldView(APIView):
    """A time that is kept for some minutes while somebody decides, one at a time. Clients make the id."""

    @extend_schema(
        operation_id="hold_slot", request=HoldInputSerializer, responses={200: HoldSerializer, **TAKEN}
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        """The same ``id`` again keeps it a little longer; booking with it takes it."""
        patient, asked = own_patient(request.user), body_of(request, HoldInputSerializer)
        held = hold_slot(by=person(request), patient=patient, uuid=uuid, **asked)
        return Response(HoldSerializer(held).data)

    @extend_schema(operation_id="release_hold", responses={204: None})
    def delete(self, request: Request, uuid: UUID) -> Response:
        release_hold(by=person(request), patient=own_patient(request.user), uuid=uuid)
        return Response(status=204)


def own(request: Request, uuid: UUID, *, status: int = 200) -> Response:
    """One's own visit as it stands now."""
    found = get_own_appointment(own_patient(request.user), uuid)
    return Response(OwnAppointmentSerializer(found).data, status=status)


def when(asked: dict[str, Any]) -> dict[str, Any]:
    """The filters as the query takes them: two of their names are words of the language."""
    names = {"from": "from_at", "to": "to_at"}
    return {names.get(name, name): value for name, value in asked.items()}
