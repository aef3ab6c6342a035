"""Inputs and outputs of the video room. Letters are WebRTC's descriptions and candidates."""

from typing import Any

from rest_framework import serializers

from scheduling.rooms.mailbox import START
from scheduling.rooms.words import Link, Seat, Wants
from scheduling.rules.visits import Door, Presence

MOST_AT_ONCE = 60
LONGEST_DESCRIPTION = 30_000

Values = dict[str, Any]


class DescriptionSerializer(serializers.Serializer[Any]):
    """A session description: an offer or the answer to one."""

    type = serializers.ChoiceField(["offer", "answer", "pranswer", "rollback"])
    sdp = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, trim_whitespace=False, allow_blank=True, default=""
    )


class CandidateSerializer(serializers.Serializer[Any]):
    """An address at which the other browser may be reached; an empty one says that there are no more."""

    candidate = serializers.CharField(max_length=1000, allow_blank=True)
    sdpMid = serializers.CharField(max_length=40, allow_null=True, default=None)  # noqa: N815 - WebRTC's name
    sdpMLineIndex = serializers.IntegerField(min_value=0, max_value=99, allow_null=True, default=None)  # noqa: N815
    usernameFragment = serializers.CharField(max_length=300, allow_null=True, default=None)  # noqa: N815


class LetterSerializer(serializers.Serializer[Any]):
    """A description or a candidate, numbered by its writer: what is sent twice is read once."""

    n = serializers.IntegerField(min_value=1, max_value=1_000_000)
    description = DescriptionSerializer(allow_null=True, default=None)
    candidate = CandidateSerializer(allow_null=True, default=None)


class HeardLetterSerializer(LetterSerializer):
    """A letter with the ticket of the page that wrote it: of an older page, it is no longer good."""

    sent_by = serializers.UUIDField()


class StateSerializer(serializers.Serializer[Any]):
    """What a page says of itself. ``shows``: the exercise the practitioner holds up; the patient has none."""

    link = serializers.ChoiceField([*Link], default=Link.NEW)
    microphone = serializers.BooleanField(default=False)
    camera = serializers.BooleanField(default=False)
    wants = serializers.ChoiceField([*Wants], default=Wants.ALL)
    shows = serializers.UUIDField(allow_null=True, default=None)


class TicketSerializer(serializers.Serializer[Any]):
    """``ticket`` is made by the client, a new one each time a page opens."""

    ticket = serializers.UUIDField()


class ExchangeSerializer(TicketSerializer):
    """``to`` is the ticket of the other side's page that the letters answer; ``cursor`` that of the last
    answer.
    """

    state = StateSerializer()
    to = serializers.UUIDField(allow_null=True, default=None)
    letters = serializers.ListField(child=LetterSerializer(), default=list, max_length=MOST_AT_ONCE)
    cursor = serializers.RegexField(r"^\d{1,18}-\d{1,18}$", default=START)


class RoomSerializer(serializers.Serializer[Any]):
    """A room, open or not. ``url`` leads to the clinic's own Jitsi, while the room is open."""

    id = serializers.UUIDField(source="appointment.uuid")
    seat = serializers.ChoiceField([*Seat])
    door = serializers.ChoiceField([*Door])
    opens_at = serializers.DateTimeField(source="window.opens_at")
    closes_at = serializers.DateTimeField(source="window.closes_at")
    provider = serializers.CharField()
    other_name = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class IceServerSerializer(serializers.Serializer[Any]):
    """As WebRTC's RTCIceServer."""

    urls = serializers.ListField(child=serializers.CharField())
    username = serializers.CharField(allow_blank=True)
    credential = serializers.CharField(allow_blank=True)


class EnteredSerializer(serializers.Serializer[Any]):
    """What a page needs that has taken its seat. The impolite side is the practitioner's."""

    seat = serializers.ChoiceField([*Seat], source="room.seat")
    ice_servers = IceServerSerializer(many=True, source="entrance.ice_servers")
    closes_at = serializers.DateTimeField(source="room.window.closes_at")
    cursor = serializers.CharField(default=START, read_only=True)
    shows = serializers.UUIDField(allow_null=True)


class OtherSerializer(StateSerializer):
    """The other side: where it is, its page's ticket, what it says of itself."""

    presence = serializers.ChoiceField([*Presence])
    ticket = serializers.UUIDField(allow_null=True)


class HeardSerializer(serializers.Serializer[Any]):
    """The answer to an exchange."""

    other = OtherSerializer()
    letters = HeardLetterSerializer(many=True)
    cursor = serializers.CharField()
    closes_at = serializers.DateTimeField()
