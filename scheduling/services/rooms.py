"""Enters, uses and leaves the video room of a visit.

Everybody but the two of the visit is told that there is no such visit. What a page says of itself is believed
for what the other side is shown; when the visit began and ended, the server's clock says (visit_times.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common import clock
from common.errors import Conflict, NotFound
from patients.own_pages import check_may_write, open_pages
from scheduling.access import participant_of
from scheduling.enums import RoomProvider
from scheduling.queries.rooms import Room, room_of
from scheduling.rooms.entrance import Entrance
from scheduling.rooms.mailbox import START, Letter, Mailbox, Sitter, State
from scheduling.rooms.words import Seat
from scheduling.rules.visits import Door
from scheduling.services.visit_times import are_together, note_end, note_together

WHY_SHUT = {
    Door.TOO_EARLY: gettext_lazy("The room opens 15 minutes before the visit."),
    Door.OVER: gettext_lazy("The time of this visit is over."),
    Door.CANCELLED: gettext_lazy("This visit was cancelled."),
    Door.NOT_CONFIRMED: gettext_lazy("The clinic has not confirmed this visit yet."),
    Door.CLOSED: gettext_lazy("This visit is over: the clinic has closed it."),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """What a page gets that has taken its seat. ``shows`` is what this side was showing before."""

    room: Room
    entrance: Entrance
    shows: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a page hears when it asks: who sits on the other side, and the letters since ``cursor``."""

    room: Room
    other: Sitter | None
    letters: Sequence[Letter]
    cursor: str
    at: datetime


def find_room(*, by: User, room: UUID) -> Room:
    """The room of a visit by video, for its two people, open or not. Raises NotFound."""
    participant = participant_of(by, room)
    if not participant.appointment.is_remote:
        raise NotFound(_("There is no such visit."))
    return room_of(participant)


def address_elsewhere(*, by: User, room: Room) -> str:
    """Where a room is that is not ours, while it is open; else nothing.

    Raises NotAllowed while something has to be agreed to first, and Conflict where it is not set up.
    """
    if not room.is_open or room.provider == RoomProvider.BUILTIN:
        return ""
    _check_may_sit(by, room)
    return room.entrance().url


def enter_room(*, by: User, room: UUID, ticket: UUID) -> Entered:
    """Takes one's seat for the page that made the ticket; an older page of the same side loses it.

    Raises NotFound, NotAllowed while something has to be agreed to first, and Conflict with the code of the
    door.
    """
    found = _open_room(by, room)
    _check_may_sit(by, found)
    own = Mailbox(room).sit(found.seat, ticket, clock.now())
    return Entered(found, found.entrance(), own.shows)


def exchange(
    *,
    by: User,
    room: UUID,
    ticket: UUID,
    state: State,
    to: UUID | None = None,
    letters: Sequence[Letter] = (),
    cursor: str = START,
) -> Heard:
    """Says how one is, puts letters down for the other page, and fetches one's own.

    Raises NotFound, Conflict: the code of the door, ``seat_taken`` when a newer page of this side sits there,
    ``seat_lost`` when nobody does.
    """
    found, at, box = _open_room(by, room), clock.now(), Mailbox(room)
    _check_seat(box, found.seat, ticket)
    box.say(ticket, state if found.seat == Seat.PRACTITIONER else replace(state, shows=None), at)
    other = box.sitter(found.seat.other)
    # Written to a page that has been left meanwhile: its reader is gone, and the newer one begins afresh.
    if letters and other and str(to) == other.ticket:
        box.post(other.ticket, [{**letter, "sent_by": str(ticket)} for letter in letters])
    if are_together(box, at):
        note_together(found.appointment, box, at)
    fetched, place = box.fetch(ticket, cursor)
    return Heard(found, other, fetched, place, at)


def leave_room(*, by: User, room: UUID, ticket: UUID) -> None:
    """Gets up: the other side is told at once, and the visit has ended. Twice is once. Raises NotFound."""
    found, at, box = find_room(by=by, room=room), clock.now(), Mailbox(room)
    if box.holder(found.seat) != str(ticket):
        return
    if are_together(box, at):
        box.meet(at)
    box.say(ticket, State(), at, has_left=True)
    note_end(found.appointment, box.last_together())


def _open_room(by: User, room: UUID) -> Room:
    found = find_room(by=by, room=room)
    if not found.is_open:
        raise Conflict(WHY_SHUT[found.door], code=found.door)
    if found.provider != RoomProvider.BUILTIN:
        raise Conflict(_("This visit takes place in the clinic's other video room."), code="elsewhere")
    return found


def _check_may_sit(by: User, room: Room) -> None:
    if room.seat == Seat.PATIENT:
        check_may_write(by, open_pages(by, room.appointment.patient.uuid))


def _check_seat(box: Mailbox, seat: Seat, ticket: UUID) -> None:
    holder = box.holder(seat)
    if holder is None:
        raise Conflict(_("The connection was interrupted. Please join again."), code="seat_lost")
    if holder != str(ticket):
        raise Conflict(_("The visit goes on in another window of yours."), code="seat_taken")
