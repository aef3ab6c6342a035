"""A visit's room as one of the two sees it: open or why not, until when, and how to get in."""

from dataclasses import dataclass
from datetime import datetime

from common import clock
from scheduling.access import Participant
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.queries.policy import policy_of
from scheduling.rooms import entrance
from scheduling.rooms.entrance import Entrance, Visit
from scheduling.rooms.words import Seat
from scheduling.rules.visits import Door, Window, window_of

# What a visit that is not booked says at the door. Held and offered times are nobody's visit yet.
SHUT = {
    AppointmentStatus.CANCELLED: Door.CANCELLED,
    AppointmentStatus.REQUESTED: Door.NOT_CONFIRMED,
    AppointmentStatus.COMPLETED: Door.CLOSED,
    AppointmentStatus.NO_SHOW: Door.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Room:
    """``seat`` is one's own side; ``provider`` says whose room it is."""

    appointment: Appointment
    seat: Seat
    window: Window
    door: Door
    provider: str
    address: str

    @property
    def is_open(self) -> bool:
        return self.door == Door.OPEN

    @property
    def other_name(self) -> str:
        return self.name_of(self.seat.other)

    def name_of(self, seat: Seat) -> str:
        """What one side is called to the other."""
        if seat == Seat.PATIENT:
            return self.appointment.patient.name
        return self.appointment.practitioner.user.name

    def entrance(self) -> Entrance:
        """How this side gets in. Raises Conflict where the provider is not set up."""
        return entrance(
            self.provider,
            Visit(self.appointment.uuid, self.seat, self.window, self.name_of(self.seat), self.address),
        )


def room_of(participant: Participant, at: datetime | None = None) -> Room:
    """The room as it is at a moment, by default now."""
    appointment = participant.appointment
    window = window_of(appointment.starts_at, appointment.ends_at)
    shut = SHUT.get(AppointmentStatus(appointment.status))
    policy = policy_of(appointment.clinic)
    return Room(
        appointment=appointment,
        seat=Seat(participant.side),
        window=window,
        door=shut or window.door(at or clock.now()),
        provider=policy.room_provider,
        address=policy.jitsi_url,
    )
