"""What can be booked, where, with whom and by which rules: for all staff to read, for the owner to set."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import get_clinic
from accounts.api.permissions import needs
from accounts.api.person import person
from accounts.permissions import Permission
from common import clock
from common.api.inputs import body_of, query_of
from common.api.views import ListView
from scheduling.access import (
    get_kind,
    get_location,
    get_practitioner,
    visible_kinds,
    visible_locations,
    visible_practitioners,
)
from scheduling.api.offer_serializers import (
    HolidaySerializer,
    KindInputSerializer,
    KindSerializer,
    LocationInputSerializer,
    LocationSerializer,
    NewPractitionerSerializer,
    PolicySerializer,
    PractitionerInputSerializer,
    PractitionerSerializer,
    WorksSerializer,
    YearSerializer,
)
from scheduling.queries.holidays import holidays_of
from scheduling.queries.policy import policy_of
from scheduling.services.kinds import add_kind, update_kind
from scheduling.services.locations import add_location, update_location
from scheduling.services.policy import update_policy, work_on_holiday
from scheduling.services.practitioners import add_practitioner, update_practitioner

STAFF = (needs(Permission.VIEW_PATIENTS),)


class LocationsView(ListView):
    """Where patients are seen, by name."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("name", "id")

    @extend_schema(operation_id="list_locations", responses=LocationSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(visible_locations(request.user), LocationSerializer)

    @extend_schema(
        operation_id="add_location", request=LocationInputSerializer, responses={201: LocationSerializer}
    )
    def post(self, request: Request) -> Response:
        location = add_location(by=person(request), **body_of(request, LocationInputSerializer))
        return Response(LocationSerializer(location).data, status=201)


class LocationView(APIView):
    """One place."""

    permission_classes = STAFF

    @extend_schema(operation_id="location", responses=LocationSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(LocationSerializer(get_location(request.user, uuid)).data)

    @extend_schema(
        operation_id="change_location", request=LocationInputSerializer, responses=LocationSerializer
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        changes = body_of(request, LocationInputSerializer, partial=True)
        return Response(
            LocationSerializer(update_location(by=person(request), location=uuid, changes=changes)).data
        )


class KindsView(ListView):
    """What can be booked, in the clinic's order."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("position", "name", "id")

    @extend_schema(operation_id="list_appointment_kinds", responses=KindSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(visible_kinds(request.user), KindSerializer)

    @extend_schema(
        operation_id="add_appointment_kind", request=KindInputSerializer, responses={201: KindSerializer}
    )
    def post(self, request: Request) -> Response:
        kind = add_kind(by=person(request), **body_of(request, KindInputSerializer))
        return Response(KindSerializer(kind).data, status=201)


class KindView(APIView):
    """One kind of appointment. A change leaves what is booked as it is."""

    permission_classes = STAFF

    @extend_schema(operation_id="appointment_kind", responses=KindSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(KindSerializer(get_kind(request.user, uuid)).data)

    @extend_schema(
        operation_id="change_appointment_kind", request=KindInputSerializer, responses=KindSerializer
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        changes = body_of(request, KindInputSerializer, partial=True)
        return Response(KindSerializer(update_kind(by=person(request), kind=uuid, changes=changes)).data)


class PractitionersView(ListView):
    """Who can be booked, by name."""

    permission_classes = STAFF
    ordering: ClassVar[tuple[str, ...]] = ("user__name", "id")

    @extend_schema(operation_id="list_practitioners", responses=PractitionerSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = visible_practitioners(request.user).prefetch_related("kinds")
        return self.page(rows, PractitionerSerializer)

    @extend_schema(
        operation_id="add_practitioner",
        request=NewPractitionerSerializer,
        responses={201: PractitionerSerializer},
    )
    def post(self, request: Request) -> Response:
        row = add_practitioner(by=person(request), **body_of(request, NewPractitionerSerializer))
        return Response(PractitionerSerializer(row).data, status=201)


class PractitionerView(APIView):
    """One who can be booked. Practitioners change their own, who manages the clinic anybody's."""

    permission_classes = STAFF

    @extend_schema(operation_id="practitioner", responses=PractitionerSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(PractitionerSerializer(get_practitioner(request.user, uuid)).data)

    @extend_schema(
        operation_id="change_practitioner",
        request=PractitionerInputSerializer,
        responses=PractitionerSerializer,
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        changes = body_of(request, PractitionerInputSerializer, partial=True)
        row = update_practitioner(by=person(request), practitioner=uuid, changes=changes)
        return Response(PractitionerSerializer(row).data)


class PolicyView(APIView):
    """The clinic's rules of booking."""

    permission_classes = STAFF

    @extend_schema(operation_id="booking_policy", responses=PolicySerializer)
    def get(self, request: Request) -> Response:
        clinic = get_clinic(request.user, Permission.VIEW_PATIENTS)
        return Response(PolicySerializer(policy_of(clinic)).data)

    @extend_schema(operation_id="change_booking_policy", request=PolicySerializer, responses=PolicySerializer)
    def patch(self, request: Request) -> Response:
        changes = body_of(request, PolicySerializer, partial=True)
        return Response(PolicySerializer(update_policy(by=person(request), changes=changes)).data)


class HolidaysView(APIView):
    """The public holidays of a year, where the clinic is. PUT says whether it works on one."""

    permission_classes = STAFF

    @extend_schema(
        operation_id="list_holidays", parameters=[YearSerializer], responses=HolidaySerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        clinic = get_clinic(request.user, Permission.VIEW_PATIENTS)
        year = query_of(request, YearSerializer).get("year") or clock.today_in(clinic.time_zone).year
        return Response(HolidaySerializer(holidays_of(clinic, year), many=True).data)

    @extend_schema(operation_id="work_on_holiday", request=WorksSerializer, responses=HolidaySerializer)
    def put(self, request: Request) -> Response:
        asked = body_of(request, WorksSerializer)
        policy = work_on_holiday(by=person(request), **asked)
        found = next(day for day in holidays_of(policy.clinic, asked["on"].year) if day.on == asked["on"])
        return Response(HolidaySerializer(found).data)
