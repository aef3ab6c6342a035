"""Today's session as an ordered script that any client can play.

For every exercise, core ones first: `get_ready`, all sets of the first side with rests between, `log`;
with a second side: `switch_side` (in place of another `get_ready`), all its sets, `log`. The same input
gives the same script, and what was logged already does not change it: the client skips that.

This is on the path of the busiest request. The steps of an exercise depend on little, so their shape is
made once and kept; building a script then only puts the ids and the cue into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from programs.rules.dose import (
    BETWEEN_HOLDS_S,
    GET_READY_S,
    SWITCH_SIDE_S,
    Dose,
    is_held_by_rep,
    item_seconds,
    whole_minutes,
)
from programs.rules.schedule import DueDay, DueItem
from programs.rules.words import LogSide, Mode, StepKind

FIRST_GET_READY_S = 10  # nobody starts with the phone already put away
SHAPES_KEPT = 4096  # a pack has some hundred; beyond it are doses set by hand


class Step(NamedTuple):
    """One thing to do. A tuple and not a dataclass, because a session has hundreds and tuples are cheap.

    `set` of `sets` is the set at hand; for a rest the one just done. `seconds` is None where the patient
    sets the pace. `rep` of `reps` is counted only where each repetition is held against the clock."""

    kind: StepKind
    prescription: str
    exercise: str
    side: LogSide
    set: int
    sets: int
    seconds: int | None
    reps: int | None
    rep: int | None
    cue: str


@dataclass(frozen=True, slots=True)
class Script:
    """The steps of a session and an estimate of its minutes, all of it and the core items alone."""

    steps: tuple[Step, ...]
    minutes: int
    core_minutes: int


# kind, side, set, sets, seconds, reps, rep, whether the cue is said
_Shape: TypeAlias = tuple[StepKind, LogSide, int, int, int | None, int | None, int | None, bool]


def build_script(due: DueDay | Iterable[DueDay]) -> Script:
    """The script of one program's day, or of the same day in several programs: all core items come first."""
    days = (due,) if isinstance(due, DueDay) else due
    items = sorted((item for day in days for item in day.items), key=_extras_last)
    steps: list[Step] = []
    for due_item in items:
        steps += _steps(due_item, GET_READY_S if steps else FIRST_GET_READY_S)
    core = [due_item for due_item in items if due_item.item.is_core]
    return Script(tuple(steps), _minutes(items), _minutes(core))


def step_dicts(script: Script) -> list[dict[str, Any]]:
    """The steps as JSON objects: strings, numbers and null only. Written out, it takes half of `_asdict`."""
    return [
        {
            "kind": kind,
            "prescription": prescription,
            "exercise": exercise,
            "side": side,
            "set": number,
            "sets": sets,
            "seconds": seconds,
            "reps": reps,
            "rep": rep,
            "cue": cue,
        }
        for kind, prescription, exercise, side, number, sets, seconds, reps, rep, cue in script.steps
    ]


def _extras_last(due_item: DueItem) -> bool:
    return not due_item.item.is_core


def _minutes(items: Sequence[DueItem]) -> int:
    seconds = sum(_seconds(due.item.dose, due.item.mode, len(due.sides)) for due in items)
    return whole_minutes(seconds + FIRST_GET_READY_S - GET_READY_S) if seconds else 0


_seconds = lru_cache(SHAPES_KEPT)(item_seconds)


def _steps(due: DueItem, ready_s: int) -> list[Step]:
    item = due.item
    prescription, exercise, cue = str(item.id), str(item.exercise_id), item.cue
    return [
        Step(kind, prescription, exercise, side, number, sets, seconds, reps, rep, cue if cued else "")
        for kind, side, number, sets, seconds, reps, rep, cued in _shape(
            item.dose, item.mode, due.sides, ready_s
        )
    ]


@lru_cache(SHAPES_KEPT)
def _shape(dose: Dose, mode: Mode, sides: tuple[LogSide, ...], ready_s: int) -> tuple[_Shape, ...]:
    """The steps of an exercise without ids and cue."""
    shape: list[_Shape] = []
    for side in sides:
        kind, seconds = (StepKind.SWITCH_SIDE, SWITCH_SIDE_S) if shape else (StepKind.GET_READY, ready_s)
        shape.append((kind, side, 1, dose.sets, seconds, None, None, False))
        shape += _side(dose, mode, side)
        shape.append((StepKind.LOG, side, dose.sets, dose.sets, None, None, None, False))
    return tuple(shape)


def _side(dose: Dose, mode: Mode, side: LogSide) -> Iterator[_Shape]:
    """All sets of one side, with a rest between two sets."""
    for number in range(1, dose.sets + 1):
        yield from _set(dose, mode, side, number)
        if dose.rest_s and number < dose.sets:
            yield StepKind.REST, side, number, dose.sets, dose.rest_s, None, None, False


def _set(dose: Dose, mode: Mode, side: LogSide, number: int) -> Iterator[_Shape]:
    """One set: against the clock where it has one, else at one's own pace."""
    if is_held_by_rep(dose, mode):
        yield from _held_reps(dose, side, number)
        return
    kind, seconds = StepKind.WORK, dose.time_s
    if dose.time_s is not None and mode in {Mode.ISOMETRIC, Mode.STRETCH}:
        kind = StepKind.HOLD
    if dose.duration_min is not None:
        seconds = dose.duration_min * 60
    yield kind, side, number, dose.sets, seconds, dose.reps, None, True


def _held_reps(dose: Dose, side: LogSide, number: int) -> Iterator[_Shape]:
    """A countdown for each repetition, with a breath between two."""
    reps = dose.reps or 0
    for rep in range(1, reps + 1):
        yield StepKind.HOLD, side, number, dose.sets, dose.hold_s, reps, rep, True
        if rep < reps:
            yield StepKind.REST, side, number, dose.sets, BETWEEN_HOLDS_S, reps, rep, False
