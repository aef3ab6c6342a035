"""The clinic's visits: /appointments/. What is clinical is for those who may see it."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import may
from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common.api.inputs import body_of, query_of
from common.api.serializers import ReasonSerializer
from common.api.views import ListView
from scheduling.access import get_appointment
from scheduling.api.own_appointments import TAKEN, when
from scheduling.api.serializers import (
    AppointmentFilterSerializer,
    AppointmentSerializer,
    FrontDeskAppointmentSerializer,
    StaffBookingInputSerializer,
    StaffCancelSerializer,
    StaffMoveSerializer,
)
from scheduling.models import Appointment
from scheduling.queries.listing import appointment_list
from scheduling.services.changing import cancel_appointment, move_appointment
from scheduling.services.closing import complete_appointment, mark_no_show
from scheduling.services.staff_booking import approve_request, book_for_patient, decline_request


class AppointmentsView(ListView):
    """The clinic's visits by their start, the earliest first."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("starts_at", "id")

    @extend_schema(
        operation_id="list_appointments",
        parameters=[AppointmentFilterSerializer],
        responses=AppointmentSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = when(query_of(request, AppointmentFilterSerializer))
        return self.page(appointment_list(request.user, **asked), reader_of(request))

    @extend_schema(
        operation_id="book_for_patient",
        request=StaffBookingInputSerializer,
        responses={201: AppointmentSerializer, **TAKEN},
    )
    def post(self, request: Request) -> Response:
        """Books for a patient. The same ``id`` again answers the same visit."""
        asked = body_of(request, StaffBookingInputSerializer)
        uuid = asked.pop("id")
        book_for_patient(by=person(request), uuid=uuid, **asked)
        return shown(request, uuid, status=201)


class AppointmentView(APIView):
    """One visit."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)

    @extend_schema(operation_id="appointment", responses=AppointmentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return shown(request, uuid)


class CancelAppointmentView(APIView):
    """Cancels a visit; the patient is told."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="cancel_appointment",
        request=StaffCancelSerializer,
        responses=OpenApiResponse(AppointmentSerializer, "409: `closed`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = body_of(request, StaffCancelSerializer)
        late = asked.pop("late")
        cancel_appointment(by=person(request), appointment=uuid, is_late=late, **asked)
        return shown(request, uuid)


class MoveAppointmentView(APIView):
    """Gives a visit another time, and perhaps another practitioner."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="reschedule_appointment",
        request=StaffMoveSerializer,
        responses={200: AppointmentSerializer, **TAKEN},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        move_appointment(by=person(request), appointment=uuid, **body_of(request, StaffMoveSerializer))
        return shown(request, uuid)


class DeclineView(APIView):
    """Says no to what a patient asked for; they read the reason."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="decline_appointment", request=ReasonSerializer, responses=AppointmentSerializer
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        decline_request(by=person(request), appointment=uuid, **body_of(request, ReasonSerializer))
        return shown(request, uuid)


class _StepView(APIView):
    """A step in a visit's life that needs nothing but itself."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)
    operation_id: ClassVar[str]
    service: ClassVar[Callable[..., Appointment]]

    @extend_schema(
        request=None, responses=OpenApiResponse(AppointmentSerializer, "409: the state forbids it.")
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        self.service(by=person(request), appointment=uuid)
        return shown(request, uuid)


class ApproveView(_StepView):
    """Books what a patient asked for."""

    operation_id = "approve_appointment"
    service = staticmethod(approve_request)


class CompleteView(_StepView):
    """It took place."""

    operation_id = "complete_appointment"
    service = staticmethod(complete_appointment)


class NoShowView(_StepView):
    """The patient did not come."""

    operation_id = "no_show_appointment"
    service = staticmethod(mark_no_show)


def reader_of(request: Request) -> type[AppointmentSerializer]:
    """What this person reads of a visit."""
    sees_all = may(request.user, Permission.VIEW_CLINICAL)
    return AppointmentSerializer if sees_all else FrontDeskAppointmentSerializer


def shown(request: Request, uuid: UUID, *, status: int = 200) -> Response:
    """A visit as it stands now."""
    found = get_appointment(request.user, uuid)
    return Response(reader_of(request)(found).data, status=status)
