"""The words of a room: who sits where, and what a page says of itself."""

from enum import StrEnum


class Seat(StrEnum):
    """The two seats; ``access.Participant`` uses the same words."""

    PATIENT = "patient"
    PRACTITIONER = "practitioner"

    @property
    def other(self) -> "Seat":
        return Seat.PRACTITIONER if self == Seat.PATIENT else Seat.PATIENT


class Link(StrEnum):
    """How the connection to the other browser stands, as a page sees it."""

    NEW = "new"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"


class Wants(StrEnum):
    """How much a page wants to be sent: a weak line asks for less."""

    ALL = "all"
    LITTLE = "little"
    SOUND = "sound"
