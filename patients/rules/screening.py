"""The red-flag screen as a rule: which questions a person is asked, and what their answers come to.

Pure: the pack's questions, the clinic's additions and the answers go in, a verdict comes out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How bad a yes is. The order is the weight."""

    CLEAR = "clear"
    URGENT = "urgent"
    EMERGENCY = "emergency"


WEIGHT = {level: weight for weight, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One yes-or-no question. ``why`` is what a yes may mean: for clinicians."""

    id: str
    level: Level
    ask: str
    why: str
    ask_at: tuple[str, ...]
    age_lt: int | None = None

    @classmethod
    def from_pack(cls, row: Mapping[str, Any]) -> "RedFlag":
        """A question as a pack writes it."""
        return cls(
            id=row["id"],
            level=Level(row["level"]),
            ask=row["ask"],
            why=row["why"],
            ask_at=tuple(row["ask_at"]),
            age_lt=row.get("applies_if", {}).get("age_lt"),
        )

    def as_asked(self) -> dict[str, str]:
        """What is kept with the answers, so that they can be read for ever."""
        return {"id": self.id, "level": self.level, "ask": self.ask, "why": self.why}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers come to: the level of the worst yes, and every question answered with yes."""

    outcome: Level
    positives: tuple[str, ...]


class ScreenError(ValueError):
    """The answers do not fit the questions; ``problems`` maps a question's id to a word for what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


def with_clinic(
    pack: Iterable[RedFlag], added: Iterable[RedFlag], raised: Mapping[str, Level]
) -> list[RedFlag]:
    """The pack's questions, each at the higher of its two levels, then the clinic's own.

    Nothing can be removed or lowered here: that is the point.
    """
    return [
        *(replace(flag, level=_higher(flag.level, raised.get(flag.id, flag.level))) for flag in pack),
        *added,
    ]


def _higher(one: Level, other: Level) -> Level:
    return max(one, other, key=WEIGHT.__getitem__)


def questions_at(flags: Iterable[RedFlag], scope: str, age: int | None) -> list[RedFlag]:
    """What is asked at one moment. An unknown age asks what only some ages are asked."""
    return [
        flag
        for flag in flags
        if scope in flag.ask_at and (flag.age_lt is None or age is None or age < flag.age_lt)
    ]


def judge(questions: Sequence[RedFlag], answers: Mapping[str, Any]) -> Verdict:
    """Every question has its answer, or there is no verdict. Raises ScreenError."""
    problems = _problems({flag.id for flag in questions}, answers)
    if problems:
        raise ScreenError(problems)
    told = [flag for flag in questions if answers[flag.id]]
    outcome = max((flag.level for flag in told), key=WEIGHT.__getitem__, default=Level.CLEAR)
    return Verdict(outcome, tuple(flag.id for flag in told))


def _problems(ids: Collection[str], answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        **{name: "missing" for name in sorted(ids) if answers.get(name) is None},
        **{
            name: "not_yes_or_no"
            for name in ids
            if answers.get(name) is not None and not isinstance(answers[name], bool)
        },
        **{name: "unknown" for name in answers if name not in ids},
    }
