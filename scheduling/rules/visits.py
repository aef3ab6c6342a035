"""When a video room is open, and whether somebody who sits in it is still there. Pure.

The window is worked out from the appointment each time: a visit that is moved takes its window along.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_BEFORE = timedelta(minutes=15)
# A visit that begins late or runs over is not cut off: it is counted from the scheduled end.
CLOSES_AFTER = timedelta(minutes=60)
# A page asks every three seconds; with fewer than this, one slow answer would already be a lost line.
SEEN_FOR = timedelta(seconds=12)
# A side that is away for longer has gone: until then the visit may still go on.
GONE_AFTER = timedelta(seconds=60)


class Door(StrEnum):
    """Whether a room can be entered, else why not."""

    OPEN = "open"
    TOO_EARLY = "too_early"
    OVER = "over"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    CLOSED = "closed"  # the clinic has already said how the visit ended


class Presence(StrEnum):
    """Where the other side is."""

    ABSENT = "absent"
    HERE = "here"
    LOST = "lost"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when a room is open."""

    opens_at: datetime
    closes_at: datetime

    def door(self, at: datetime) -> Door:
        if at < self.opens_at:
            return Door.TOO_EARLY
        return Door.OPEN if at < self.closes_at else Door.OVER


def window_of(starts_at: datetime, ends_at: datetime) -> Window:
    """The window of a visit from its scheduled start and end."""
    return Window(starts_at - OPENS_BEFORE, ends_at + CLOSES_AFTER)


def presence(seen_at: datetime | None, *, has_left: bool, at: datetime) -> Presence:
    """What is known of a side that was last heard at ``seen_at``; None is never."""
    if seen_at is None:
        return Presence.ABSENT
    if has_left:
        return Presence.LEFT
    return Presence.HERE if at - seen_at < SEEN_FOR else Presence.LOST


def has_ended(last_together: datetime | None, at: datetime) -> bool:
    """Whether two who were together are no longer; what nobody saw is not known to have ended."""
    return last_together is not None and at - last_together >= GONE_AFTER
