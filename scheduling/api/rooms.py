"""The video room of a visit: /rooms/{id}/, the same for both of its sides.

A client takes its seat, and from then on exchanges: it says how it is, sends letters for the other side's
browser and gets its own. Once a second while connecting and every three seconds after that is enough.
"""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import person
from common.api.inputs import body_of
from common.api.throttles import UserThrottle
from scheduling.api.room_serializers import (
    EnteredSerializer,
    ExchangeSerializer,
    HeardSerializer,
    RoomSerializer,
    TicketSerializer,
)
from scheduling.queries.rooms import Room
from scheduling.rooms.mailbox import State
from scheduling.rules.visits import Presence
from scheduling.services.rooms import Heard, address_elsewhere, enter_room, exchange, find_room, leave_room

SHUT = "409: `too_early`, `over`, `cancelled`, `not_confirmed`, `closed`, `elsewhere`"


class RoomThrottle(UserThrottle):
    """Both sides ask often and rightly so: what they ask is counted apart from everything else."""

    scope = "room"


class RoomView(APIView):
    """Whether the room is open, and whose it is. Nobody but the two of the visit finds it."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="room", responses=RoomSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        found = find_room(by=person(request), room=uuid)
        url = address_elsewhere(by=person(request), room=found)
        return Response(RoomSerializer(_shown(found, url)).data)


class SeatView(APIView):
    """Takes one's seat; an older page of the same side loses it."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (RoomThrottle,)

    @extend_schema(
        operation_id="enter_room",
        request=TicketSerializer,
        responses=OpenApiResponse(EnteredSerializer, f"{SHUT}."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        entered = enter_room(by=person(request), room=uuid, **body_of(request, TicketSerializer))
        return Response(EnteredSerializer(entered).data)


class ExchangeView(APIView):
    """Says how one is, sends letters, and fetches one's own."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (RoomThrottle,)

    @extend_schema(
        operation_id="exchange_in_room",
        request=ExchangeSerializer,
        responses=OpenApiResponse(HeardSerializer, f"{SHUT}, `seat_taken`, `seat_lost`."),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        sent = body_of(request, ExchangeSerializer)
        state = State(**_plain(sent.pop("state")))
        heard = exchange(by=person(request), room=uuid, state=state, **sent)
        return Response(HeardSerializer(_heard(heard)).data)


class LeaveView(APIView):
    """Gets up. The other side is told at once."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (RoomThrottle,)

    @extend_schema(operation_id="leave_room", request=TicketSerializer, responses={204: None})
    def post(self, request: Request, uuid: UUID) -> Response:
        leave_room(by=person(request), room=uuid, **body_of(request, TicketSerializer))
        return Response(status=204)


def _shown(room: Room, url: str) -> dict[str, Any]:
    return {
        "appointment": room.appointment,
        "seat": room.seat,
        "door": room.door,
        "window": room.window,
        "provider": room.provider,
        "other_name": room.other_name,
        "url": url,
    }


def _plain(state: dict[str, Any]) -> dict[str, Any]:
    """As it is kept: an id as text."""
    return {**state, "shows": str(state["shows"]) if state["shows"] else None}


def _heard(heard: Heard) -> dict[str, Any]:
    state = heard.other.state if heard.other else State()
    return {
        "other": {
            "presence": heard.other.presence(heard.at) if heard.other else Presence.ABSENT,
            "ticket": heard.other.ticket if heard.other else None,
            "link": state.link,
            "microphone": state.microphone,
            "camera": state.camera,
            "wants": state.wants,
            "shows": state.shows,
        },
        "letters": heard.letters,
        "cursor": heard.cursor,
        "closes_at": heard.room.window.closes_at,
    }
