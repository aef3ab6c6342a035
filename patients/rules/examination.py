"""The examination form of a condition, read from a pack's data: sections, fields, tests, findings, zones.

Pure: a mapping goes in, frozen values come out; the page, the API and the checks all read these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from patients.rules.conditions import Condition

Json = Mapping[str, Any]


class Kind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    MULTI = "multi"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; ``hint`` is for clinicians only."""

    slug: str
    name: str
    hint: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``per_side``: an answer for each side; ``scored``: a number for each option."""

    id: str
    label: str
    kind: Kind
    options: tuple[Option, ...] = ()
    source: str = ""
    low: float = 0
    high: float = 0
    unit: str = ""
    per_side: bool = False
    scored: bool = False
    required: bool = False
    help: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in {Kind.INTEGER, Kind.DECIMAL}

    def slugs(self) -> frozenset[str]:
        return frozenset(option.slug for option in self.options)

    def name_of(self, slug: str) -> str:
        """The words of a choice; the slug itself for one that is no more."""
        return next((option.name for option in self.options if option.slug == slug), slug)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What counts as passed."""

    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class FunctionalTest:
    """A test; ``criterion`` is None where no threshold is known and the number alone is of interest."""

    slug: str
    name: str
    unit: str
    how: str
    per_side: bool = False
    criterion: Criterion | None = None

    @property
    def sides(self) -> tuple[str, ...]:
        return ("left", "right") if self.per_side else ("both",)


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding that can be coded: what it is called, and which focus of a program it points at."""

    code: str
    name: str
    plain: str
    focus: tuple[str, ...]
    suggested_by: Condition


@dataclass(frozen=True, slots=True)
class Hint:
    """A possibility to examine, for clinicians; without ``when`` it always applies."""

    text: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A place that can hurt; ``x`` and ``y`` in a box of 0-100, of the right side seen from ``view``."""

    slug: str
    name: str
    view: str
    x: float
    y: float
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the course of pain through a run looks like."""

    name: str
    when: Condition
    hint: str


@dataclass(frozen=True, slots=True)
class AgeBand:
    name: str
    first: int
    last: int | None
    hint: str


@dataclass(frozen=True, slots=True)
class Examination:
    """The whole form."""

    sections: tuple[Section, ...]
    tests: tuple[FunctionalTest, ...]
    findings: tuple[FindingWords, ...]
    zones: tuple[Zone, ...]
    patterns: tuple[Pattern, ...]
    age_bands: tuple[AgeBand, ...]

    @classmethod
    def from_content(cls, content: Json) -> "Examination":
        """The form as a protocol pack published it."""
        data = content["assessment"]
        return cls(
            sections=tuple(_section(row, data) for row in data["sections"]),
            tests=tuple(functional_test(row) for row in content.get("functional_tests", ())),
            findings=tuple(_finding(row) for row in data.get("findings", ())),
            zones=tuple(_zone(row) for row in data.get("pain_zones", ())),
            patterns=tuple(
                Pattern(row["name"], row["when"], row.get("hint", ""))
                for row in data.get("timing_patterns", ())
            ),
            age_bands=tuple(
                AgeBand(row["name"], row["from"], row["to"], row.get("hint", ""))
                for row in data.get("age_bands", ())
            ),
        )

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields() if field.id == name), None)

    def test(self, slug: str) -> FunctionalTest | None:
        return next((test for test in self.tests if test.slug == slug), None)

    def finding(self, code: str) -> FindingWords | None:
        return next((finding for finding in self.findings if finding.code == code), None)


def _section(row: Json, data: Json) -> Section:
    return Section(row["id"], row["label"], tuple(_field(field, data) for field in row["fields"]))


def _field(row: Json, data: Json) -> Field:
    source = row.get("options_from", "")
    options = data[source] if source else row.get("options", ())
    return Field(
        id=row["id"],
        label=row["label"],
        kind=Kind(row["type"]),
        options=tuple(
            Option(option["slug"], option["name"], option.get("hint", ""), option.get("sensitive", False))
            for option in options
        ),
        source=source,
        low=row.get("min", 0),
        high=row.get("max", 0),
        unit=row.get("unit", ""),
        per_side=row.get("per_side", False),
        scored=row.get("scored", False),
        required=row.get("required", False),
        help=row.get("help", ""),
    )


def functional_test(row: Json) -> FunctionalTest:
    """One test as a protocol pack writes it."""
    passes = row.get("pass")
    return FunctionalTest(
        slug=row["slug"],
        name=row["name"],
        unit=row["unit"],
        how=row["how"],
        per_side=row.get("per_side", False),
        criterion=Criterion(passes["op"], passes["value"]) if passes else None,
    )


def _finding(row: Json) -> FindingWords:
    return FindingWords(row["code"], row["name"], row["plain"], tuple(row["focus"]), row["suggested_by"])


def _zone(row: Json) -> Zone:
    hints = tuple(Hint(hint["text"], hint.get("when")) for hint in row.get("hints", ()))
    return Zone(row["slug"], row["name"], row["view"], row["x"], row["y"], hints)
