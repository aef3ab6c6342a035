"""When a knee should be looked at by somebody: the rows of the pack's consult table that apply now.

They rest on the examination that stands, on the episode, and on the daily checks of the last week. What is
not known lets no row apply.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from patients.models import Episode
from patients.queries.documents import newest_signed
from patients.queries.examination import reading_of
from patients.queries.screening import current_form
from patients.rules.conditions import holds
from programs.models import DailyCheck

A_WEEK = timedelta(days=7)
MECHANICAL = {"locking": "locking", "catching": "catching", "giving_way": "giving-way"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One row: ``text`` for clinicians, ``patient_text`` and ``why`` for the patient."""

    id: str
    text: str
    patient_text: str
    why: str


def consult_advice(episode: Episode, today: date) -> list[Advice]:
    """The rows that apply on the patient's own today, in the pack's order."""
    form = current_form(episode.condition)
    if form is None:
        return []
    known, tests = _known(episode, today)
    return [
        Advice(row["id"], row["text"], row["patient_text"], row["why"])
        for row in form.content["consult_rules"]
        if holds(row["when"], known, tests)
    ]


def _known(episode: Episode, today: date) -> tuple[dict[str, Any], Mapping[str, Mapping[str, Any]]]:
    examination = newest_signed(episode)
    known: dict[str, Any] = {}
    tests: Mapping[str, Mapping[str, Any]] = {}
    if examination:
        reading = reading_of(examination)
        known, tests = dict(reading.known), reading.tests
    known["examined"] = examination is not None or known.get("examined")
    known["days_since_onset"] = _days(known.get("onset_on"), episode.onset_on, today)
    return known | _of_checks(_checks(episode, today)), tests


def _days(told: str | None, onset_on: date | None, today: date) -> int | None:
    began = date.fromisoformat(told) if told else onset_on
    return (today - began).days if began else None


def _checks(episode: Episode, today: date) -> list[DailyCheck]:
    rows = DailyCheck.objects.filter(episode=episode, on__gt=today - A_WEEK, on__lte=today)
    return list(rows.order_by("-on"))


def _of_checks(checks: Sequence[DailyCheck]) -> dict[str, Any]:
    """What the last week said, the latest first; nothing about what it did not speak of."""
    swelling = next((check.swelling for check in checks if check.swelling), None)
    limps = [check.limp for check in checks if check.limp is not None]
    signs = [slug for name, slug in MECHANICAL.items() if any(getattr(check, name) for check in checks)]
    told = {
        "swelling": swelling,
        "limp_days": sum(limps) if limps else None,
        "mechanical_symptoms": signs or None,
    }
    return {name: value for name, value in told.items() if value is not None}
