"""What follows from the answers of an examination without being asked. Pure; unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """What an examination knows of a patient before it begins. None is unknown."""

    age_years: int | None = None
    red_flag: bool | None = None


def derived(answers: Mapping[str, Any], on: date, person: Person) -> dict[str, Any]:
    """The facts that a pack's conditions may name besides its fields; percentages are rounded to 0.1."""
    return {
        "age_years": person.age_years,
        "red_flag": person.red_flag,
        "days_since_onset": _days(answers.get("onset_on"), on),
        "weekly_km_rise_pct": _rise(answers.get("weekly_km"), answers.get("weekly_km_before")),
        "longest_run_rise_pct": _rise(answers.get("longest_run_km"), answers.get("longest_before_km")),
    }


def _days(since: str | None, on: date) -> int | None:
    return (on - date.fromisoformat(since)).days if since else None


def _rise(now: float | None, before: float | None) -> float | None:
    """In percent; unknown from nothing."""
    return None if now is None or not before else round(100 * (now / before - 1), 1)
