"""When a visit began and ended: from who was in the room together, by the server's clock.

It begins when both are connected for the first time. It has ended when one of them leaves, or a minute after
they were last seen together; who meets again goes on with the same visit. What nobody saw is left empty.
"""

from datetime import datetime, timedelta

from audit.context import recorded
from common import clock
from scheduling.models import Appointment
from scheduling.rooms.mailbox import Mailbox
from scheduling.rooms.words import Seat
from scheduling.rules.visits import has_ended

# No visit is longer: what is still open after that was never seen to end.
LONGEST = timedelta(days=1)


def are_together(box: Mailbox, at: datetime) -> bool:
    """Are both there, and does each say that it is connected to the other?"""
    sitters = [box.sitter(seat) for seat in Seat]
    return all(sitter is not None and sitter.is_connected(at) for sitter in sitters)


def note_together(appointment: Appointment, box: Mailbox, at: datetime) -> None:
    """Both are in the room now: the visit has begun, or goes on."""
    box.meet(at)
    if appointment.visit_started_at and not appointment.visit_ended_at:
        return
    rows = Appointment.objects.filter(pk=appointment.pk)
    with recorded(by=None, reason="both are in the room"):
        rows.filter(visit_started_at=None).update(visit_started_at=at)
        rows.exclude(visit_ended_at=None).update(visit_ended_at=None)


def note_end(appointment: Appointment, ended_at: datetime | None) -> bool:
    """They are no longer together. Answers whether that was news."""
    if ended_at is None:
        return False
    rows = Appointment.objects.filter(pk=appointment.pk, visit_started_at__lte=ended_at, visit_ended_at=None)
    with recorded(by=None, reason="no longer both in the room"):
        return bool(rows.update(visit_ended_at=ended_at))


def close_visits() -> int:
    """Ends the visits whose two have gone without saying so; how many. Safe to run at any time."""
    now = clock.now()
    going_on = Appointment.objects.filter(visit_started_at__gt=now - LONGEST, visit_ended_at=None)
    return sum(_end_if_gone(appointment, now) for appointment in going_on.only("pk", "uuid"))


def _end_if_gone(appointment: Appointment, now: datetime) -> bool:
    seen = Mailbox(appointment.uuid).last_together()
    return has_ended(seen, now) and note_end(appointment, seen)
