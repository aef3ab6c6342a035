"""Asking less: what a bad session and a regression do to the exercises.

An exercise that hurt above the limit goes to its easier neighbour; without one, or without being to
blame, it loses a set, never the last one. Changes come back as a list; an exercise that stays is not in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programs.rules.exact import Number
from programs.rules.schedule import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A prescription as it was done: its sets, the pain in it (None = not said), its easier neighbour."""

    prescription: Key
    sets: int
    pain: int | None = None
    easier: str | None = None


@dataclass(frozen=True, slots=True)
class Easing:
    """What changes for a prescription: another exercise, or another number of sets."""

    prescription: Key
    exercise: str | None = None
    sets: int | None = None


def adjust(items: Sequence[Done], amber_max: Number) -> list[Easing]:
    """After a red session: the exercises that hurt; if none stands out, a set less of all that day."""
    to_blame = [item for item in items if _hurt(item, amber_max)]
    return _changes(_eased(item) for item in to_blame) if to_blame else _changes(map(_a_set_less, items))


def regress_dose(items: Iterable[Done], amber_max: Number) -> list[Easing]:
    """A regression: what hurt gets easier, everything else loses a set."""
    return _changes(_eased(item) if _hurt(item, amber_max) else _a_set_less(item) for item in items)


def _hurt(item: Done, amber_max: Number) -> bool:
    return item.pain is not None and item.pain > amber_max


def _eased(item: Done) -> Easing | None:
    return Easing(item.prescription, exercise=item.easier) if item.easier else _a_set_less(item)


def _a_set_less(item: Done) -> Easing | None:
    return Easing(item.prescription, sets=item.sets - 1) if item.sets > 1 else None


def _changes(easings: Iterable[Easing | None]) -> list[Easing]:
    return [easing for easing in easings if easing is not None]
