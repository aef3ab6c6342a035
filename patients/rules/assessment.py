"""Whether the content of an assessment fits its form, what is missing to sign it, what it points to.

Content is {"answers": {field: value}, "tests": {test: {side: value}}, "findings": {code: {"side", "note"}}}.
A draft may be incomplete, never wrong. Pure: problems are words here and sentences where people read them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from patients.rules.conditions import SIDES, Answers, Because, TestResults, because, holds
from patients.rules.examination import Examination, Field, FindingWords, FunctionalTest, Kind
from patients.rules.functional_tests import BOOLEAN, RATING, RATINGS, Scale, scale_of

PARTS = ("answers", "tests", "findings")
MAX_TEXT, MAX_NOTE = 4000, 240
FINDING_SIDES = ("", "both", *SIDES)
# A day that cannot lie after the examination, a choice that must be among others, and what needs its reason.
NOT_AFTER = frozenset({"onset_on"})
AMONG: Mapping[str, str] = {"main_zone": "pain_zones"}
NEEDS_REASON: Mapping[str, str] = {"imaging_indicated": "imaging_reasons"}

Content = Mapping[str, Mapping[str, Any]]


class Fault(StrEnum):
    """What can be wrong with a value."""

    UNKNOWN = "unknown"
    SHAPE = "shape"
    NUMBER = "number"
    WHOLE = "whole"
    BOUNDS = "bounds"
    OPTION = "option"
    DATE = "date"
    FUTURE = "future"
    YES_OR_NO = "yes_or_no"
    TOO_LONG = "too_long"
    MISSING = "missing"
    NOT_AMONG = "not_among"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, with the bounds that were broken where there are any."""

    fault: Fault
    low: float = 0
    high: float = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A finding that the answers point to, and the comparisons that do."""

    finding: FindingWords
    reasons: tuple[Because, ...]

    @property
    def side(self) -> str:
        """The side of all reasons that have one; empty when there is none, both when they differ."""
        sides = {reason.side for reason in self.reasons} & set(SIDES)
        return sides.pop() if len(sides) == 1 else "both" if sides else ""


def check(form: Examination, content: Content, on: date) -> dict[str, Problem]:
    """What is wrong, by path ("answers.worst_pain"). Missing things are not wrong; see ``missing``."""
    return {path: problem for path, problem in _problems(form, content, on) if problem}


def missing(form: Examination, content: Content) -> dict[str, Problem]:
    """What an assessment still needs before it can be signed."""
    answers = content.get("answers", {})
    absent = [field.id for field in form.fields() if field.required and _is_empty(answers.get(field.id))]
    reasons = [
        why for what, why in NEEDS_REASON.items() if answers.get(what) is True and not answers.get(why)
    ]
    problems = {f"answers.{name}": Problem(Fault.MISSING) for name in (*absent, *reasons)}
    return problems | {
        f"answers.{name}": Problem(Fault.NOT_AMONG)
        for name, others in AMONG.items()
        if name in answers and answers[name] not in _chosen(answers.get(others))
    }


def suggestions(form: Examination, answers: Answers, tests: TestResults) -> list[Suggestion]:
    """The findings that answers (with derived facts) and test results point to, in the form's order."""
    found = [(finding, because(finding.suggested_by, answers, tests)) for finding in form.findings]
    return [Suggestion(finding, reasons) for finding, reasons in found if reasons]


def hints(form: Examination, answers: Answers, tests: TestResults) -> list[tuple[str, str]]:
    """What the answers make worth examining, each with what it is about. For clinicians only."""
    places = _chosen(answers.get("pain_zones"))
    main = answers.get("main_zone")
    zones = sorted((zone for zone in form.zones if zone.slug in places), key=lambda zone: zone.slug != main)
    return [
        *(
            (zone.name, hint.text)
            for zone in zones
            for hint in zone.hints
            if hint.when is None or holds(hint.when, answers, tests)
        ),
        *((pattern.name, pattern.hint) for pattern in form.patterns if holds(pattern.when, answers, tests)),
        *_option_hints(form, answers),
        *_age_hints(form, answers.get("age_years")),
    ]


def _option_hints(form: Examination, answers: Answers) -> Iterator[tuple[str, str]]:
    for field in form.fields():
        chosen = _chosen(answers.get(field.id)) if field.options else ()
        for option in field.options:
            if option.hint and option.slug in chosen:
                yield option.name, option.hint


def _age_hints(form: Examination, age: int | None) -> Iterator[tuple[str, str]]:
    for band in form.age_bands:
        if age is not None and band.first <= age and (band.last is None or age <= band.last):
            yield band.name, band.hint


def _chosen(answer: Any) -> frozenset[str]:
    """The slugs of a choice or of several, on either side."""
    if isinstance(answer, Mapping):
        parts = [part if isinstance(part, list) else [name] for name, part in answer.items()]
        return frozenset(slug for part in parts for slug in part)
    return frozenset([answer] if isinstance(answer, str) else answer or ())


def _is_empty(answer: Any) -> bool:
    """Nothing said, or several to choose and none of them chosen."""
    if isinstance(answer, Mapping):
        return not _chosen(answer)
    return answer is None or (isinstance(answer, str) and not answer.strip()) or answer == []


def _problems(form: Examination, content: Content, on: date) -> Iterator[tuple[str, Problem | None]]:
    for part, values in content.items():
        if part not in PARTS:
            yield part, Problem(Fault.UNKNOWN)
        elif not isinstance(values, Mapping):
            yield part, Problem(Fault.SHAPE)
        else:
            for name, value in values.items():
                yield from _of_part(form, part, name, value, on)


def _of_part(
    form: Examination, part: str, name: str, value: Any, on: date
) -> Iterator[tuple[str, Problem | None]]:
    path = f"{part}.{name}"
    if part == "answers":
        field = form.field(name)
        yield path, _of_answer(field, value, on) if field else Problem(Fault.UNKNOWN)
    elif part == "findings":
        yield path, _of_finding(value) if form.finding(name) else Problem(Fault.UNKNOWN)
    elif test := form.test(name):
        yield from ((f"{path}{at}", problem) for at, problem in _of_test(test, value))
    else:
        yield path, Problem(Fault.UNKNOWN)


def _of_answer(field: Field, value: Any, on: date) -> Problem | None:
    if field.kind == Kind.TEXT:
        return _of_text(value, MAX_TEXT)
    if field.is_number:
        return _of_number(value, Scale(field.low, field.high, whole=field.kind == Kind.INTEGER))
    if field.kind == Kind.DATE:
        return _of_date(value, on if field.id in NOT_AFTER else None)
    if field.kind == Kind.BOOLEAN:
        return None if isinstance(value, bool) else Problem(Fault.YES_OR_NO)
    if field.kind == Kind.CHOICE:
        return None if isinstance(value, str) and value in field.slugs() else Problem(Fault.OPTION)
    return _of_several(field, value)


def _of_several(field: Field, value: Any) -> Problem | None:
    if field.scored:
        return _of_scores(field, value)
    if not field.per_side:
        return _of_choices(field, value)
    if not isinstance(value, Mapping) or not value.keys() <= set(SIDES):
        return Problem(Fault.SHAPE)
    return next(filter(None, (_of_choices(field, chosen) for chosen in value.values())), None)


def _of_choices(field: Field, value: Any) -> Problem | None:
    if not isinstance(value, list) or not all(isinstance(slug, str) for slug in value):
        return Problem(Fault.SHAPE)
    return None if set(value) <= field.slugs() and len(set(value)) == len(value) else Problem(Fault.OPTION)


def _of_scores(field: Field, value: Any) -> Problem | None:
    if not isinstance(value, Mapping):
        return Problem(Fault.SHAPE)
    if not value.keys() <= field.slugs():
        return Problem(Fault.OPTION)
    scale = Scale(field.low, field.high, whole=True)
    return next(filter(None, (_of_number(score, scale) for score in value.values())), None)


def _of_text(value: Any, longest: int) -> Problem | None:
    if not isinstance(value, str) or "\0" in value:
        return Problem(Fault.SHAPE)
    return Problem(Fault.TOO_LONG, high=longest) if len(value) > longest else None


def _of_number(value: Any, scale: Scale) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return Problem(Fault.NUMBER)
    if scale.whole and value != int(value):
        return Problem(Fault.WHOLE)
    return None if scale.low <= value <= scale.high else Problem(Fault.BOUNDS, scale.low, scale.high)


def _of_date(value: Any, latest: date | None) -> Problem | None:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return Problem(Fault.DATE)
    return Problem(Fault.FUTURE) if latest and day > latest else None


def _of_test(test: FunctionalTest, value: Any) -> Iterator[tuple[str, Problem | None]]:
    if not isinstance(value, Mapping) or not value.keys() <= set(test.sides):
        yield "", Problem(Fault.SHAPE)
        return
    for side, result in value.items():
        yield f".{side}", _of_result(test, result)


def _of_result(test: FunctionalTest, result: Any) -> Problem | None:
    if test.unit == BOOLEAN:
        return None if isinstance(result, bool) else Problem(Fault.YES_OR_NO)
    if test.unit == RATING:
        return None if result in RATINGS else Problem(Fault.OPTION)
    return _of_number(result, scale_of(test))


def _of_finding(value: Any) -> Problem | None:
    if not isinstance(value, Mapping) or not value.keys() <= {"side", "note"}:
        return Problem(Fault.SHAPE)
    if value.get("side", "") not in FINDING_SIDES:
        return Problem(Fault.OPTION)
    return _of_text(value.get("note", ""), MAX_NOTE)
