"""What a session log may say. Pages, API and services ask the same checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from programs.rules.words import LogSide, LogState, SkipReason

AMOUNTS = {"sets_done": 20, "reps": 500, "seconds": 36_000, "pain": 10, "effort": 10, "rir": 5}
OF_WORK = ("sets_done", "reps", "seconds")
NOTE_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class LogInput:
    """One exercise, one side, one day, in the patient's words. Ratings are 0-10; None is not said."""

    prescription: UUID
    side: str
    on: date
    state: str
    skip_reason: str = ""
    sets_done: int | None = None
    reps: int | None = None
    seconds: int | None = None
    pain: int | None = None
    effort: int | None = None
    rir: int | None = None
    note: str = ""


def problems_of_log(data: LogInput, sides: Sequence[LogSide]) -> dict[str, str]:
    """Field to what is wrong with it; ``sides`` are those on which the exercise is done."""
    problems = _problems_of_state(data) | _problems_of_amounts(data)
    if data.side not in sides:
        problems["side"] = _("This exercise is done on: %(sides)s.") % {"sides": ", ".join(sides)}
    if len(data.note) > NOTE_LENGTH:
        problems["note"] = _("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH}
    return problems


def _problems_of_state(data: LogInput) -> dict[str, str]:
    """Skipped has a reason, a part may have one, done has none."""
    if data.state not in set(LogState):
        return {"state": _("Choose done, partial or skipped.")}
    if data.state == LogState.SKIPPED and not data.skip_reason:
        return {"skip_reason": _("Say why it was skipped.")}
    if data.skip_reason and data.skip_reason not in set(SkipReason):
        return {"skip_reason": _("This is not one of the reasons.")}
    if data.state == LogState.DONE and data.skip_reason:
        return {"skip_reason": _("Only what was left out, all or in part, has a reason.")}
    return {}


def _problems_of_amounts(data: LogInput) -> dict[str, str]:
    given = {name: value for name in AMOUNTS if (value := getattr(data, name)) is not None}
    problems = {
        name: _("Give a whole number from 0 to %(limit)d.") % {"limit": AMOUNTS[name]}
        for name, value in given.items()
        if not 0 <= value <= AMOUNTS[name]
    }
    if data.state == LogState.SKIPPED:
        problems |= {name: _("What was skipped has no amount.") for name in OF_WORK if given.get(name)}
    if data.state == LogState.DONE and data.sets_done == 0:
        problems["sets_done"] = _("Done means at least one set.")
    return problems
