"""What the template draws: each field with its inputs, value, words and the problem it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from desk.examination.words import (
    RATING_WORDS,
    SIDE_WORDS,
    criterion_words,
    difference_words,
    reason_words,
    result_words,
    scalar,
    unit_words,
)
from patients.queries.examination import Reading
from patients.rules.assessment import Suggestion
from patients.rules.conditions import SIDES
from patients.rules.examination import Field, FindingWords, FunctionalTest, Kind
from patients.rules.functional_tests import BOOLEAN, RATING, TestOutcome, criterion_of
from programs.queries.stage_tests import StageTests

TEN = 10
PICTURE = "pain_zones"

EMPTY: Mapping[str, Any] = {}
NO_STAGE = StageTests()


@dataclass(frozen=True, slots=True)
class Choice:
    """One box or button."""

    value: str
    name: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes or one number: a side of a field, or an option with its score."""

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """``look`` names the part of the template that draws it."""

    field: Field
    unit: str
    look: str
    value: str = ""
    rows: tuple[Row, ...] = ()
    can_be_none: bool = False
    is_none: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SideCell:
    """The result of one side, as typed, and whether it passes."""

    name: str
    side: str
    value: str
    words: str
    choices: tuple[Choice, ...]
    passed: bool | None
    problem: str


@dataclass(frozen=True, slots=True)
class TestView:
    __test__ = False

    test: FunctionalTest
    unit: str
    cells: tuple[SideCell, ...]
    outcome: TestOutcome
    criterion: str
    is_asked: bool

    @property
    def unit_words(self) -> str:
        return "" if self.cells[0].choices else unit_words(self.test.unit)

    @property
    def difference_words(self) -> str:
        return difference_words(self.test.unit)

    @property
    def has_result(self) -> bool:
        return any(cell.words for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what speaks for it."""

    finding: FindingWords
    unit: str
    checked: bool
    side: str
    note: str
    reasons: tuple[str, ...]
    suggested_side: str
    problem: str

    @property
    def shown_side(self) -> str:
        """The side that was chosen; before that, the one that is suggested."""
        return self.side if self.checked else self.suggested_side


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows: the examination as it is saved and, after a refusal, what was typed over it."""

    reading: Reading
    stage: StageTests = NO_STAGE
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def answer(self, name: str) -> Any:
        return self.typed.get("answers", {}).get(name, self.reading.answers.get(name))

    def results(self, slug: str) -> Mapping[str, Any]:
        saved = self.reading.tests.get(slug)
        return self.typed.get("tests", {}).get(slug, saved) or EMPTY

    def finding(self, code: str) -> Mapping[str, str] | None:
        said: Mapping[str, str] | None = self.reading.findings.get(code)
        found: Mapping[str, str] | None = self.typed.get("findings", EMPTY).get(code, said)
        return found


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    label: str
    fields: tuple[FieldView, ...]


def section_views(drawn: Drawn) -> list[SectionView]:
    """The sections of the form, top to bottom."""
    return [
        SectionView(
            section.id,
            section.label,
            tuple(
                field_view(field, drawn.answer(field.id), drawn.problems.get(f"answers.{field.id}", ""))
                for field in section.fields
            ),
        )
        for section in drawn.reading.form.sections
    ]


def field_view(field: Field, answer: Any, problem: str = "") -> FieldView:
    """One field, drawn by its kind."""
    view = FieldView(field, f"answers.{field.id}", _look(field), problem=problem)
    if field.kind == Kind.MULTI:
        return _several(view, field, answer)
    if field.kind == Kind.BOOLEAN:
        return _single(view, [("true", _("Yes")), ("false", _("No"))], answer)
    if field.kind == Kind.CHOICE:
        return _single(view, [(option.slug, option.name) for option in field.options], answer)
    if view.look == "scale":
        return _single(view, [(str(step), str(step)) for step in range(TEN + 1)], answer)
    return replace(view, value=_typed(answer))


def _look(field: Field) -> str:
    if field.id == PICTURE and field.per_side:
        return "picture"
    if field.kind == Kind.INTEGER and (field.low, field.high) == (0, TEN):
        return "scale"
    if field.kind == Kind.MULTI:
        return "scores" if field.scored else "boxes"
    if field.kind == Kind.CHOICE and len(field.options) > 6:  # more would not fit a row
        return "select"
    return {
        Kind.CHOICE: "choice",
        Kind.BOOLEAN: "choice",
        Kind.INTEGER: "number",
        Kind.DECIMAL: "number",
        Kind.DATE: "date",
    }.get(field.kind, "text")


def _typed(answer: Any) -> str:
    """A value as it stands in an input."""
    if answer is None:
        return ""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _single(view: FieldView, options: Sequence[tuple[str, str]], answer: Any) -> FieldView:
    value = _typed(answer)
    choices = tuple(Choice(slug, name, slug == value) for slug, name in options)
    return replace(view, value=value, rows=(Row(view.unit, view.field.label, choices),))


def _several(view: FieldView, field: Field, answer: Any) -> FieldView:
    if field.scored:
        scores = answer if isinstance(answer, Mapping) else {}
        rows = tuple(
            Row(f"{view.unit}.{option.slug}", option.name, value=_typed(scores.get(option.slug)))
            for option in field.options
        )
        return replace(view, rows=rows)
    if field.per_side:
        sides = answer if isinstance(answer, Mapping) else {}
        rows = tuple(
            Row(f"{view.unit}.{side}", str(SIDE_WORDS[side]), _boxes(field, sides.get(side)))
            for side in SIDES
        )
        is_none = answer is not None and not any(sides.values())
    else:
        rows = (Row(view.unit, field.label, _boxes(field, answer)),)
        is_none = answer == []
    return replace(view, rows=rows, can_be_none=not field.required, is_none=is_none)


def _boxes(field: Field, chosen: Any) -> tuple[Choice, ...]:
    """Sensitive options are drawn only where they were chosen already."""
    slugs = chosen or ()
    return tuple(
        Choice(option.slug, option.name, option.slug in slugs)
        for option in field.options
        if not option.sensitive or option.slug in slugs
    )


def test_views(drawn: Drawn) -> list[TestView]:
    """The tests, those that the stage at hand asks for first."""
    outcomes = drawn.reading.outcomes(drawn.stage.values)
    views = [
        TestView(
            test=test,
            unit=f"tests.{test.slug}",
            cells=tuple(_cell(test, side, drawn, outcomes[test.slug]) for side in test.sides),
            outcome=outcomes[test.slug],
            criterion=criterion_words(criterion_of(test, drawn.stage.values)),
            is_asked=test.slug in drawn.stage.asked,
        )
        for test in drawn.reading.form.tests
    ]
    return sorted(views, key=lambda view: not view.is_asked)


def _cell(test: FunctionalTest, side: str, drawn: Drawn, found: TestOutcome) -> SideCell:
    unit, typed = f"tests.{test.slug}", _typed(drawn.results(test.slug).get(side))
    return SideCell(
        name=f"{unit}.{side}",
        side=side,
        value=typed,
        words=result_words(test, drawn.reading.tests.get(test.slug, {}).get(side)),
        choices=tuple(Choice(value, words, value == typed) for value, words in _options(test)),
        passed=found.passed.get(side),
        problem=drawn.problems.get(f"{unit}.{side}", drawn.problems.get(unit, "")),
    )


def _options(test: FunctionalTest) -> list[tuple[str, str]]:
    """What can be chosen for a test that is no number."""
    if test.unit == BOOLEAN:
        return [("true", scalar(True)), ("false", scalar(False))]
    return [(slug, str(words)) for slug, words in RATING_WORDS.items()] if test.unit == RATING else []


def finding_views(drawn: Drawn) -> list[FindingView]:
    """Every finding of the form, with the reasons that suggest it."""
    suggested = {found.finding.code: found for found in drawn.reading.suggestions()}
    return [
        _finding_view(finding, drawn, suggested.get(finding.code)) for finding in drawn.reading.form.findings
    ]


def _finding_view(finding: FindingWords, drawn: Drawn, found: Suggestion | None) -> FindingView:
    said = drawn.finding(finding.code)
    form = drawn.reading.form
    return FindingView(
        finding=finding,
        unit=f"findings.{finding.code}",
        checked=said is not None,
        side=(said or EMPTY).get("side", ""),
        note=(said or EMPTY).get("note", ""),
        reasons=tuple(reason_words(form, reason) for reason in found.reasons) if found else (),
        suggested_side=found.side if found else "",
        problem=drawn.problems.get(f"findings.{finding.code}", ""),
    )
