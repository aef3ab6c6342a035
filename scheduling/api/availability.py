"""When practitioners work and when they are away: /availability/, /extra-hours/, /time-off/.

Everybody of the staff reads them. Who manages the clinic writes them, and practitioners their own; the doors
of the services decide.
"""

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
from scheduling.access import get_practitioner
from scheduling.api.availability_serializers import (
    ExtraHoursInputSerializer,
    ExtraHoursSerializer,
    HoursChangeSerializer,
    HoursInputSerializer,
    HoursSerializer,
    TimeOffChangeSerializer,
    TimeOffInputSerializer,
    TimeOffSerializer,
    WhoseSerializer,
)
from scheduling.availability_access import (
    get_hours,
    get_time_off,
    visible_extra_hours,
    visible_hours,
    visible_time_off,
)
from scheduling.models import Practitioner
from scheduling.services.availability import (
    add_extra_hours,
    add_weekly_hours,
    change_weekly_hours,
    end_weekly_hours,
    remove_extra_hours,
)
from scheduling.services.time_off import add_time_off, change_time_off, remove_time_off

STAFF = (needs(Permission.VIEW_PATIENTS),)
GONE = OpenApiResponse(description="Done.")


def _whose(request: Request) -> dict[str, Practitioner]:
    """The filter by a practitioner. Raises NotFound for one of another clinic."""
    asked = query_of(request, WhoseSerializer)
    return {name: get_practitioner(request.user, uuid) for name, uuid in asked.items()}


class AvailabilityView(ListView):
    """The weekly hours, by practitioner, weekday and time."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("practitioner_id", "weekday", "start", "id")

    @extend_schema(
        operation_id="list_availability", parameters=[WhoseSerializer], responses=HoursSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(visible_hours(request.user).filter(**_whose(request)), HoursSerializer)

    @extend_schema(
        operation_id="add_availability", request=HoursInputSerializer, responses={201: HoursSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = body_of(request, HoursInputSerializer)
        [hours] = add_weekly_hours(by=person(request), weekdays=[asked.pop("weekday")], **asked)
        return Response(HoursSerializer(hours).data, status=201)


class WeeklyHoursView(APIView):
    """Some hours of every week. DELETE ends them today; those that were stay known."""

    permission_classes = STAFF

    @extend_schema(operation_id="availability", responses=HoursSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(HoursSerializer(get_hours(request.user, uuid)).data)

    @extend_schema(
        operation_id="change_availability", request=HoursChangeSerializer, responses=HoursSerializer
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        changes = body_of(request, HoursChangeSerializer, partial=True)
        hours = change_weekly_hours(by=person(request), hours=uuid, changes=changes)
        return Response(HoursSerializer(hours).data)

    @extend_schema(operation_id="end_availability", responses={204: GONE})
    def delete(self, request: Request, uuid: UUID) -> Response:
        end_weekly_hours(by=person(request), hours=uuid)
        return Response(status=204)


class ExtraHoursListView(ListView):
    """The extra hours, the latest day first."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("-on", "-start", "-id")

    @extend_schema(
        operation_id="list_extra_hours",
        parameters=[WhoseSerializer],
        responses=ExtraHoursSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.page(visible_extra_hours(request.user).filter(**_whose(request)), ExtraHoursSerializer)

    @extend_schema(
        operation_id="add_extra_hours",
        request=ExtraHoursInputSerializer,
        responses={201: ExtraHoursSerializer},
    )
    def post(self, request: Request) -> Response:
        hours = add_extra_hours(by=person(request), **body_of(request, ExtraHoursInputSerializer))
        return Response(ExtraHoursSerializer(hours).data, status=201)


class ExtraHoursView(APIView):
    """Takes extra hours back."""

    permission_classes = STAFF

    @extend_schema(operation_id="remove_extra_hours", responses={204: GONE})
    def delete(self, request: Request, uuid: UUID) -> Response:
        remove_extra_hours(by=person(request), hours=uuid)
        return Response(status=204)


class TimeOffListView(ListView):
    """Who is away, and when the whole clinic is; the latest first. With a practitioner only theirs."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("-starts_at", "-id")

    @extend_schema(
        operation_id="list_time_off", parameters=[WhoseSerializer], responses=TimeOffSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(visible_time_off(request.user).filter(**_whose(request)), TimeOffSerializer)

    @extend_schema(
        operation_id="add_time_off", request=TimeOffInputSerializer, responses={201: TimeOffSerializer}
    )
    def post(self, request: Request) -> Response:
        row = add_time_off(by=person(request), **body_of(request, TimeOffInputSerializer))
        return Response(TimeOffSerializer(row).data, status=201)


class TimeOffView(APIView):
    """One stretch of time off."""

    permission_classes = STAFF

    @extend_schema(operation_id="time_off", responses=TimeOffSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(TimeOffSerializer(get_time_off(request.user, uuid)).data)

    @extend_schema(
        operation_id="change_time_off", request=TimeOffChangeSerializer, responses=TimeOffSerializer
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        said = body_of(request, TimeOffChangeSerializer)
        return Response(TimeOffSerializer(change_time_off(by=person(request), time_off=uuid, **said)).data)

    @extend_schema(operation_id="remove_time_off", responses={204: GONE})
    def delete(self, request: Request, uuid: UUID) -> Response:
        remove_time_off(by=person(request), time_off=uuid)
        return Response(status=204)
