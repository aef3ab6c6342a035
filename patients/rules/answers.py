"""Checks the answers to a measure, and brings them into the form in which they are kept.

An answer that is left out or null is unknown. What was hidden by an earlier answer is not kept.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from patients.rules.definition import ACTIVITIES, NUMBERS, Activities, Definition, Item, ItemType

TEXT_LENGTH = 500
NAME_LENGTH = 80


class Wrong(StrEnum):
    """What can be wrong with an answer."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    OUT_OF_RANGE = "out_of_range"
    NOT_AN_OPTION = "not_an_option"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_TEXT = "not_a_text"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TWICE = "twice"
    OTHERS = "others"  # a follow-up rates other activities than before


@dataclass(frozen=True, slots=True)
class Problem:
    """``low`` and ``high`` are the limits that were broken, if it was limits."""

    wrong: Wrong
    low: Decimal | int | None = None
    high: Decimal | int | None = None


def asked(definition: Definition, answers: Mapping[str, Any]) -> list[Item]:
    """The questions that these answers leave open, in order."""
    shown: dict[str, Item] = {}
    for item in definition.items:
        when = item.shown_when
        if when is None or (when.item in shown and _same(answers.get(when.item), when.equals)):
            shown[item.id] = item
    return [item for item in shown.values() if item.type != ItemType.DISPLAY]


def problems(
    definition: Definition, answers: Mapping[str, Any], named: Sequence[str] = ()
) -> dict[str, Problem]:
    """What keeps the answers from being stored, by field. ``named`` are the activities of earlier times."""
    if definition.activities:
        found = dict(_problems_of_activities(definition.activities, answers.get(ACTIVITIES), named))
        return found | {name: Problem(Wrong.UNKNOWN) for name in answers if name != ACTIVITIES}
    found = {}
    for item in asked(definition, answers):
        if problem := _problem(item, answers.get(item.id)):
            found[item.id] = problem
    known = {item.id for item in definition.items if item.type != ItemType.DISPLAY}
    return found | {name: Problem(Wrong.UNKNOWN) for name in answers if name not in known}


def kept(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Checked answers as they are stored: without the unknown and the hidden."""
    if definition.activities:
        rows = answers[ACTIVITIES]
        return {ACTIVITIES: [{"name": row["name"].strip(), "score": row.get("score")} for row in rows]}
    return {
        item.id: _stored(item, answers[item.id])
        for item in asked(definition, answers)
        if answers.get(item.id) not in (None, "")
    }


def names_in(answers: Mapping[str, Any]) -> list[str]:
    """The activities that stored answers rate."""
    return [row["name"] for row in answers.get(ACTIVITIES, [])]


def _same(answer: Any, expected: Any) -> bool:
    return answer is not None and str(answer) == str(expected)


def _stored(item: Item, answer: Any) -> Any:
    if item.type == ItemType.CHOICE:
        return str(answer)
    return answer.strip() if item.type == ItemType.TEXT else answer


def _problem(item: Item, answer: Any) -> Problem | None:
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return None if item.optional else Problem(Wrong.MISSING)
    if item.type in NUMBERS:
        return _problem_of_number(answer, item.low, item.high, whole=item.type == ItemType.INTEGER)
    if item.type == ItemType.CHOICE:
        is_code = isinstance(answer, str | int) and not isinstance(answer, bool)
        known = is_code and str(answer) in {option.code for option in item.options}
        return None if known else Problem(Wrong.NOT_AN_OPTION)
    if item.type == ItemType.BOOLEAN:
        return None if isinstance(answer, bool) else Problem(Wrong.NOT_YES_OR_NO)
    return _problem_of_text(answer, TEXT_LENGTH)


def _problem_of_number(
    answer: Any, low: Decimal | None, high: Decimal | None, *, whole: bool
) -> Problem | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not math.isfinite(answer):
        return Problem(Wrong.NOT_A_NUMBER)
    if whole and answer != int(answer):
        return Problem(Wrong.NOT_WHOLE)
    if (low is not None and answer < low) or (high is not None and answer > high):
        return Problem(Wrong.OUT_OF_RANGE, low, high)
    return None


def _problem_of_text(answer: Any, longest: int) -> Problem | None:
    if not isinstance(answer, str) or "\x00" in answer:
        return Problem(Wrong.NOT_A_TEXT)
    return Problem(Wrong.TOO_LONG, high=longest) if len(answer) > longest else None


def _problems_of_activities(
    activities: Activities, told: Any, named: Sequence[str]
) -> Iterator[tuple[str, Problem]]:
    if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
        yield ACTIVITIES, Problem(Wrong.MISSING)
        return
    for place, row in enumerate(told):
        for key, problem in _problems_of_row(activities, row):
            yield f"{ACTIVITIES}.{place}.{key}", problem
    if whole := _problem_of_set(activities, [str(row.get("name") or "").strip() for row in told], named):
        yield ACTIVITIES, whole


def _problems_of_row(activities: Activities, row: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    name, rating = row.get("name"), row.get("score")
    if not isinstance(name, str) or not name.strip():
        yield "name", Problem(Wrong.MISSING)
    elif problem := _problem_of_text(name, NAME_LENGTH):
        yield "name", problem
    if rating is None:
        yield "score", Problem(Wrong.MISSING)
    elif problem := _problem_of_number(rating, activities.low, activities.high, whole=True):
        yield "score", problem
    for key in row.keys() - {"name", "score"}:
        yield str(key), Problem(Wrong.UNKNOWN)


def _problem_of_set(activities: Activities, names: list[str], named: Sequence[str]) -> Problem | None:
    """How many, each once, and the same as before. Rows without a name say so themselves."""
    told = [name.casefold() for name in names if name]
    if len(set(told)) < len(told):
        return Problem(Wrong.TWICE)
    if named:
        return None if sorted(names) == sorted(named) else Problem(Wrong.OTHERS)
    if len(names) < activities.at_least:
        return Problem(Wrong.TOO_FEW, low=activities.at_least)
    return Problem(Wrong.TOO_MANY, high=activities.at_most) if len(names) > activities.at_most else None
