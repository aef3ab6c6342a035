"""Visits paid for ahead: /me/packages/ for patients, /packages/ for the clinic."""

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
from patients.access import get_patient, own_patient
from scheduling.api.waitlist_serializers import (
    CorrectionSerializer,
    CreditEntrySerializer,
    PackageInputSerializer,
    PackageSerializer,
    PatientFilterSerializer,
)
from scheduling.models import Package
from scheduling.package_access import get_package
from scheduling.queries.packages import ledger_of, packages_of, packages_seen_by, standing_of
from scheduling.services.packages import correct_package, sell_package


class OwnPackagesView(ListView):
    """What the patient has paid for, the latest first."""

    ordering: ClassVar[tuple[str, ...]] = ("-bought_on", "-id")

    @extend_schema(operation_id="list_own_packages", responses=PackageSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.page(packages_of(own_patient(request.user)), PackageSerializer)


class PackagesView(ListView):
    """The clinic's packages, or one patient's, the latest first; and selling one."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("-bought_on", "-id")

    @extend_schema(
        operation_id="list_packages",
        parameters=[PatientFilterSerializer],
        responses=PackageSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, PatientFilterSerializer).get("patient")
        if asked:
            return self.page(packages_of(get_patient(request.user, asked)), PackageSerializer)
        return self.page(packages_seen_by(request.user), PackageSerializer)

    @extend_schema(
        operation_id="sell_package", request=PackageInputSerializer, responses={201: PackageSerializer}
    )
    def post(self, request: Request) -> Response:
        package = sell_package(by=person(request), **body_of(request, PackageInputSerializer))
        return _package(package, status=201)


class LedgerView(ListView):
    """Every line of a package, the latest first."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)
    ordering: ClassVar[tuple[str, ...]] = ("-number",)

    @extend_schema(operation_id="list_package_entries", responses=CreditEntrySerializer(many=True))
    def get(self, request: Request, uuid: UUID) -> Response:
        return self.page(ledger_of(get_package(request.user, uuid)), CreditEntrySerializer)


class CorrectPackageView(APIView):
    """Puts a ledger right with a line that says why."""

    permission_classes = (needs(Permission.EDIT_PATIENTS),)

    @extend_schema(
        operation_id="correct_package",
        request=CorrectionSerializer,
        responses=OpenApiResponse(PackageSerializer, "409: `below_zero`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        correct_package(by=person(request), package=uuid, **body_of(request, CorrectionSerializer))
        return _package(get_package(request.user, uuid))


def _package(package: Package, *, status: int = 200) -> Response:
    """A package as it stands now."""
    return Response(PackageSerializer(standing_of(package).package).data, status=status)
