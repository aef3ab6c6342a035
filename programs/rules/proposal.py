"""Which program templates an examination speaks for, and why. The clinician chooses freely.

A template is proposed if its criteria hold (all of them, or any) and nothing of its own speaks against it.
Nothing at all is proposed while a row of the eligibility list applies, or a contra-indication that rules a
program out. What is not known makes no criterion hold. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from patients.rules.conditions import Answers, TestResults, holds

Json = Mapping[str, Any]
NO_PROGRAM = "no_program"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What speaks for a template and what against it, in the pack's words."""

    template: str
    is_proposed: bool
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """``first`` are the reasons to decide something else first: while there are any, nothing is proposed."""

    first: tuple[str, ...]
    by_template: Mapping[str, Proposal]


def propose(content: Json, answers: Answers, tests: TestResults) -> Proposals:
    """What a pack proposes for the answers (with derived facts) and test results of an examination."""
    first = (*_refer_first(content, answers, tests), *_contra_indications(content, answers))
    rows = content["assessment"].get("template_proposal", ())
    found = (_proposal(row, answers, tests, is_open=not first) for row in rows)
    return Proposals(first, {proposal.template: proposal for proposal in found})


def _refer_first(content: Json, answers: Answers, tests: TestResults) -> list[str]:
    rows = content.get("eligibility", {}).get("refer_first", ())
    return [row["text"] for row in rows if "when" in row and holds(row["when"], answers, tests)]


def _contra_indications(content: Json, answers: Answers) -> list[str]:
    chosen = answers.get("contra_indications") or ()
    rows = content["assessment"].get("contra_indications", ())
    return [row["name"] for row in rows if row["slug"] in chosen and NO_PROGRAM in row["effects"]]


def _proposal(row: Json, answers: Answers, tests: TestResults, *, is_open: bool) -> Proposal:
    reasons = _said(row["criteria"], answers, tests)
    against = _said(row.get("unless", ()), answers, tests)
    needed = len(row["criteria"]) if row["match"] == "all" else 1
    return Proposal(
        template=row["template"],
        is_proposed=is_open and not against and len(reasons) >= needed,
        reasons=tuple(reasons),
        against=tuple(against),
    )


def _said(criteria: Sequence[Json], answers: Answers, tests: TestResults) -> list[str]:
    return [criterion["reason"] for criterion in criteria if holds(criterion["when"], answers, tests)]
