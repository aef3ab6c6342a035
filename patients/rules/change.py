"""Whether a score changed by enough to matter, and in which direction.

The important change (MCID) is data with a source. Where it is not known, or one of the two numbers is not,
the answer is unknown: it is not "no change".
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from patients.rules.definition import Better, Definition


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"  # no important change
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """``difference`` is now minus before; ``gained`` is the same, positive when it is for the better."""

    before: Decimal | None
    now: Decimal | None
    difference: Decimal | None
    gained: Decimal | None
    verdict: Verdict


def change(
    before: Decimal | None, now: Decimal | None, *, better: Better | None, important: Decimal | None
) -> Change:
    """From one value to a later one. As much as the important change counts as important."""
    difference = None if before is None or now is None else now - before
    gained = None if difference is None or better is None else difference * _sign(better)
    return Change(before, now, difference, gained, _verdict(gained, important))


def change_of(
    definition: Definition, before: Decimal | None, now: Decimal | None, *, single_item: bool = False
) -> Change:
    """The same with what a measure says; one that asks for the change itself is compared with "the same"."""
    scoring, important = definition.scoring, definition.important
    return change(
        Decimal(0) if scoring.says_change else before,
        now,
        better=scoring.better,
        important=important.single_item if single_item else important.value,
    )


def _sign(better: Better) -> int:
    return 1 if better == Better.HIGHER else -1


def _verdict(gained: Decimal | None, important: Decimal | None) -> Verdict:
    if gained is None or important is None:
        return Verdict.UNKNOWN
    if abs(gained) < important:
        return Verdict.SAME
    return Verdict.BETTER if gained > 0 else Verdict.WORSE
