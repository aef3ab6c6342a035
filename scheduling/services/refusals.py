"""Why a time is not given, in words and codes."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import Conflict, InvalidInput
from scheduling.queries.slots import Slot
from scheduling.rules.words import Reason

# Somebody else was faster, or the practitioner has no room: another time may do.
TAKEN = frozenset({Reason.TAKEN, Reason.TIME_OFF, Reason.DAILY_LIMIT, Reason.HOLIDAY})
# With a reason staff may book anything but these.
NEVER = frozenset({Reason.PAST, Reason.NOT_BOOKABLE, Reason.DST_GAP})
WORDS = {
    Reason.NOT_BOOKABLE: gettext_lazy("This cannot be booked here. Please ask the clinic."),
    Reason.PAST: gettext_lazy("This time is over. Choose a later one."),
    Reason.TOO_SOON: gettext_lazy("This is too soon to be booked here. Choose a later time."),
    Reason.BEYOND_HORIZON: gettext_lazy("This is too far ahead to be booked yet."),
    Reason.NO_LOCATION: gettext_lazy("At this time there are only video sessions."),
    Reason.OUTSIDE_HOURS: gettext_lazy("This is outside the working hours."),
    Reason.OFF_GRID: gettext_lazy("Visits do not begin at this time. Choose one of the times offered."),
    Reason.DST_GAP: gettext_lazy("Clocks jump over this time on that day. Choose another one."),
    Reason.PATIENT_BUSY: gettext_lazy("There is another visit at this time already."),
    Reason.HOLIDAY: gettext_lazy("The clinic is closed on this day."),
    Reason.TIME_OFF: gettext_lazy("The practitioner is away at this time."),
    Reason.DAILY_LIMIT: gettext_lazy("This day is full."),
    Reason.TAKEN: gettext_lazy("This time is taken."),
}


class SlotTaken(Conflict):
    """The time is gone. ``slots`` are the next free ones."""

    code = "slot_taken"

    def __init__(self, slots: Sequence[Slot] = ()) -> None:
        super().__init__(_("Somebody else just took this time. Please choose another one."))
        self.slots = list(slots)

    @property
    def more(self) -> dict[str, Any]:
        """The next free times as the API says them."""
        return {"slots": [{"starts_at": slot.starts_at, "ends_at": slot.ends_at} for slot in self.slots]}


def refuse_unless(why: str, reason: Reason | None) -> None:
    """Staff who say why may book what the rules refuse, but for what no reason makes possible."""
    if reason and (reason in NEVER or not why):
        refuse(reason)


def refuse(reason: Reason) -> NoReturn:
    """Raises what a reason means: SlotTaken, Conflict, or InvalidInput with the reason as its code."""
    if reason in TAKEN:
        raise SlotTaken
    if reason in {Reason.NOT_BOOKABLE, Reason.PATIENT_BUSY}:
        raise Conflict(WORDS[reason], code=reason)
    raise InvalidInput(WORDS[reason], code=reason, fields={"starts_at": WORDS[reason]})
