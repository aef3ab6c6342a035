"""What a daily check may say. Pages, API and services ask the same checks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from programs.models.daily_check import Swelling

RATINGS = ("pain_worst", "pain_usual", "pain_morning", "sleep", "stress")
MOST = 10
NOTE_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class CheckInput:
    """One day of one episode in the patient's words. Ratings are 0 to 10; None is not said."""

    episode: UUID
    on: date
    pain_worst: int | None = None
    pain_usual: int | None = None
    pain_morning: int | None = None
    swelling: str = ""
    giving_way: bool | None = None
    catching: bool | None = None
    locking: bool | None = None
    limp: bool | None = None
    sleep: int | None = None
    stress: int | None = None
    note: str = ""


def problems_of_check(data: CheckInput) -> dict[str, str]:
    """Field to what is wrong with it."""
    problems = {
        name: _("Give a whole number from 0 to %(limit)d.") % {"limit": MOST}
        for name in RATINGS
        if (value := getattr(data, name)) is not None and not 0 <= value <= MOST
    }
    if data.swelling and data.swelling not in Swelling.values:
        problems["swelling"] = _("Choose none, mild, moderate or marked.")
    if _is_more(data.pain_usual, data.pain_worst):
        problems["pain_usual"] = _("The usual pain cannot be more than the worst.")
    if len(data.note) > NOTE_LENGTH:
        problems["note"] = _("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH}
    return problems


def _is_more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other
