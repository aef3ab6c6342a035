"""What is free: GET /me/slots/ for patients, GET /slots/ for staff."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import needs
from accounts.permissions import Permission
from common.api.inputs import query_of
from patients.access import get_patient, own_patient
from scheduling.access import get_kind, get_practitioner
from scheduling.api.slot_serializers import (
    SlotFilterSerializer,
    SlotsSerializer,
    StaffSlotFilterSerializer,
    slots_json,
    window_of,
)
from scheduling.queries.slots import free_slots, named_offers
from scheduling.services.choosing import kind_for_patient, practitioner_for_patient


class OwnSlotsView(APIView):
    """The free times that a patient can book, on the patient's clock unless another is asked for."""

    @extend_schema(operation_id="own_slots", parameters=[SlotFilterSerializer], responses=SlotsSerializer)
    def get(self, request: Request) -> Response:
        patient = own_patient(request.user)
        asked = query_of(request, SlotFilterSerializer)
        zone = asked.get("time_zone", patient.time_zone)
        from_at, until_at = window_of(asked, zone)
        slots = free_slots(
            clinic=patient.clinic,
            kind=kind_for_patient(patient, asked["kind"]),
            practitioner=practitioner_for_patient(patient, asked.get("practitioner")),
            from_at=from_at,
            until_at=until_at,
            patient=patient,
        )
        return Response(slots_json(named_offers(slots), zone))


class SlotsView(APIView):
    """The free times that staff can book, on the clinic's clock unless another is asked for."""

    permission_classes = (needs(Permission.VIEW_PATIENTS),)

    @extend_schema(operation_id="slots", parameters=[StaffSlotFilterSerializer], responses=SlotsSerializer)
    def get(self, request: Request) -> Response:
        asked = query_of(request, StaffSlotFilterSerializer)
        kind = get_kind(request.user, asked["kind"])
        zone = asked.get("time_zone", kind.clinic.time_zone)
        from_at, until_at = window_of(asked, zone)
        slots = free_slots(
            clinic=kind.clinic,
            kind=kind,
            practitioner=_named(get_practitioner, request, asked.get("practitioner")),
            from_at=from_at,
            until_at=until_at,
            patient=_named(get_patient, request, asked.get("patient")),
            staff=True,
        )
        return Response(slots_json(named_offers(slots), zone))


def _named(door: Any, request: Request, uuid: Any) -> Any:
    return door(request.user, uuid) if uuid else None
