"""What can be wrong with a pack, and how it is told: one line with file, line, code and message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every check has a name of its own, listed in docs/protocol-packs.md."""

    LAYOUT = "layout"
    YAML = "yaml"
    DUPLICATE_KEY = "duplicate-key"
    SCHEMA = "schema"
    DUPLICATE_SLUG = "duplicate-slug"
    NEIGHBOUR_MISSING = "neighbour-missing"
    NEIGHBOUR_LOOP = "neighbour-loop"
    DOSE = "dose"
    MODE = "mode"
    SIDE = "side"
    TAPING = "taping-at-home"
    TAG_UNKNOWN = "tag-unknown"
    THRESHOLD = "threshold"
    OVERRIDE = "override"
    RULE_REFERENCE = "rule-reference"
    RULE = "rule"
    EXAMPLE = "worked-example"
    REFERENCE = "reference"
    STAGE_WEEKS = "stage-weeks"
    ITEM_WEEKS = "item-weeks"
    ITEM_TWICE = "item-twice"
    CORE_MANY = "core-many"
    CORE_NONE = "core-none"
    MINUTES = "minutes"
    RED_FLAG = "red-flag"
    RED_FLAG_UNLISTED = "red-flag-unlisted"
    REVIEW = "review"
    CONDITION = "condition"
    FIELD = "field"
    AGE_BANDS = "age-bands"
    PROPOSAL = "proposal"
    WHY_FOCUS = "why-focus"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file relative to the pack, line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    code: Code
    message: str
    severity: Severity = Severity.ERROR

    @classmethod
    def at(cls, place: Place, code: Code, message: str, severity: Severity = Severity.ERROR) -> "Problem":
        return cls(place.file, place.line, code, message, severity)

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity} {self.code} {self.message}"


class PackError(Exception):
    """A pack that cannot be used, with every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
