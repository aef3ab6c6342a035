"""What a run may say. Pages, API and services ask the same checks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from programs.models import Hills, Pace, Surface, Trend

RATINGS = ("pain_start", "pain_peak", "pain_end")
MOST = 10
FURTHEST_KM = Decimal(200)
LONGEST_MIN = Decimal(1440)
# Nobody runs a kilometre in less: the point slipped, or the two were mixed up.
FASTEST_MIN_A_KM = 2
CADENCE = (60, 260)
LEVELS = (1, 30)
NOTE_LENGTH = 500
WORDS = {"trend": Trend, "surface": Surface, "hills": Hills, "pace": Pace}


@dataclass(frozen=True, kw_only=True)
class RunInput:
    """One run in the patient's words. Ratings are 0 to 10; None and empty are not said.

    ``episode`` may be left out by whoever has one open episode only.
    """

    on: date
    distance_km: Decimal
    episode: UUID | None = None
    minutes: Decimal | None = None
    level: int | None = None
    pain_start: int | None = None
    pain_peak: int | None = None
    pain_end: int | None = None
    trend: str = ""
    stride_changed: bool | None = None
    sore_in_warmup: bool | None = None
    cadence: int | None = None
    surface: str = ""
    hills: str = ""
    pace: str = ""
    note: str = ""


def problems_of_run(data: RunInput) -> dict[str, str]:
    """Field to what is wrong with it."""
    problems = _problems_of_amounts(data) | _problems_of_ratings(data)
    problems |= {
        name: _("This is not one of the answers.")
        for name, words in WORDS.items()
        if (said := getattr(data, name)) and said not in words.values
    }
    if len(data.note) > NOTE_LENGTH:
        problems["note"] = _("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH}
    return problems


def _problems_of_amounts(data: RunInput) -> dict[str, str]:
    problems = {}
    if not _is_amount(data.distance_km, FURTHEST_KM, places=2):
        problems["distance_km"] = _("Give more than 0 and up to 200 km, with two decimals at most.")
    if data.minutes is not None and not _is_amount(data.minutes, LONGEST_MIN, places=1):
        problems["minutes"] = _("Give more than 0 and up to 1440 minutes, with one decimal at most.")
    if not problems and data.minutes and data.minutes < FASTEST_MIN_A_KM * data.distance_km:
        problems["distance_km"] = _("That would be faster than anybody runs. Please look at both numbers.")
    for name, (low, high) in {"cadence": CADENCE, "level": LEVELS}.items():
        value = getattr(data, name)
        if value is not None and not low <= value <= high:
            problems[name] = _("Give a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}
    return problems


def _is_amount(value: Decimal, most: Decimal, *, places: int) -> bool:
    return value.is_finite() and 0 < value <= most and value == round(value, places)


def _problems_of_ratings(data: RunInput) -> dict[str, str]:
    problems = {
        name: _("Give a whole number from 0 to %(limit)d.") % {"limit": MOST}
        for name in RATINGS
        if (value := getattr(data, name)) is not None and not 0 <= value <= MOST
    }
    others = [pain for pain in (data.pain_start, data.pain_end) if pain is not None]
    if not problems and data.pain_peak is not None and data.pain_peak < max(others, default=0):
        problems["pain_peak"] = _("The worst pain cannot be less than the pain at the start or the end.")
    return problems
