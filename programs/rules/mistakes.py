"""Common mistakes on the way back, seen in what was told: each with its numbers and what to read about it.

Only rest and no exercises; fast running with pain; exercises without those for hip and trunk; more distance
than the weeks before carry. They are told to the patient kindly and to the clinician as a signal; nothing is
decided by them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from programs.rules.adherence import adherence_between
from programs.rules.exact import as_stored
from programs.rules.life import Life, Run
from programs.rules.parameters import Parameters
from programs.rules.run_budget import Build, Ran, budget
from programs.rules.schedule import Item
from programs.rules.words import Focus

LOOK_BACK = timedelta(days=14)
RECENT_RUNS = timedelta(days=7)
# Of what was due; below it hardly anything was done.
LITTLE = Fraction(20)
# Between what was done of hip and trunk and of the rest there is at least this much, in per cent.
APART = Fraction(40)
LEAST_DUE = 6  # sets; of fewer nothing can be said
# A little above a cap is no mistake; a quarter is.
MUCH = Fraction(5, 4)
HIP_AND_CORE = frozenset({Focus.HIP, Focus.CORE})
FAST = "fast"


class Error(StrEnum):
    """Which mistake it is."""

    ONLY_REST = "only_rest"
    SPEED_IN_PAIN = "speed_in_pain"
    NO_HIP_AND_CORE = "no_hip_and_core"
    TOO_MUCH_TOO_SOON = "too_much_too_soon"


TOPICS: Mapping[Error, str] = {
    Error.ONLY_REST: "hurt-and-harm",
    Error.SPEED_IN_PAIN: "load-first",
    Error.NO_HIP_AND_CORE: "why-strength",
    Error.TOO_MUCH_TOO_SOON: "build-slowly",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; ``topic`` is the slug of what the pack teaches about it."""

    error: Error
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        return TOPICS[self.error]

    def as_json(self) -> dict[str, Any]:
        return {"mistake": str(self.error), "topic": self.topic, **self.evidence}


def mistakes(life: Life, parameters: Parameters, at: datetime) -> tuple[Mistake, ...]:
    """What is seen at a moment."""
    on = life.day_of(at)
    found = (
        _only_rest(life, on),
        _speed_in_pain(life, on, parameters),
        _no_hip_and_core(life, on),
        _too_much(life, on, parameters),
    )
    return tuple(mistake for mistake in found if mistake)


def _only_rest(life: Life, on: date) -> Mistake | None:
    """No run, and hardly an exercise, in two weeks in which some were due."""
    due, done = _done(life, on, lambda _item: True)
    rested = not any(on - LOOK_BACK < run.on <= on for run in life.runs)
    if not rested or due < LEAST_DUE or done > due * LITTLE / 100 or on - LOOK_BACK < life.clock.start_on:
        return None
    return Mistake(Error.ONLY_REST, {"days": LOOK_BACK.days, "done": done, "due": due})


def _no_hip_and_core(life: Life, on: date) -> Mistake | None:
    """The other exercises are done, and those for hip and trunk are left out."""
    due, done = _done(life, on, lambda item: life.focus.get(item.id) in HIP_AND_CORE)
    due_else, done_else = _done(life, on, lambda item: life.focus.get(item.id) not in HIP_AND_CORE)
    if min(due, due_else) < LEAST_DUE:
        return None
    share, share_else = Fraction(100 * done, due), Fraction(100 * done_else, due_else)
    if share > LITTLE or share_else - share < APART:
        return None
    return Mistake(Error.NO_HIP_AND_CORE, {"days": LOOK_BACK.days, "done": done, "due": due})


def _speed_in_pain(life: Life, on: date, parameters: Parameters) -> Mistake | None:
    """The latest fast run of two weeks, if it hurt more than mildly."""
    fast = [run for run in life.runs if run.pace == FAST and on - LOOK_BACK < run.on <= on]
    if not fast:
        return None
    pain = _pain(fast[-1])
    if pain is None or pain <= parameters["run.pain_green_max"]:
        return None
    return Mistake(Error.SPEED_IN_PAIN, {"on": fast[-1].on.isoformat(), "pain": pain})


def _pain(run: Run) -> int | None:
    told = [pain for pain in (run.pain_start, run.pain_peak, run.pain_end) if pain is not None]
    return max(told, default=None)


def _too_much(life: Life, on: date, parameters: Parameters) -> Mistake | None:
    """The week of the latest run, or its longest run, well above what the weeks before carry."""
    recent = [run.on for run in life.runs if on - RECENT_RUNS < run.on <= on]
    if not recent:
        return None
    # Begun this week, so that no week counts as a cutback here.
    build = Build(anchor=life.clock.start_on, started_on=recent[-1])
    runs = [Ran(run.on, run.distance_km) for run in life.runs]
    found = budget(runs, build, recent[-1], parameters)
    longest = max(run.km for run in runs if found.week_from <= run.on <= recent[-1])
    for name, km, cap in (
        ("week", found.done_km, found.caps.week_km),
        ("run", Fraction(longest), found.caps.session_km),
    ):
        if cap is not None and km > cap * MUCH:
            return Mistake(
                Error.TOO_MUCH_TOO_SOON, {"what": name, "km": as_stored(km), "cap": as_stored(cap)}
            )
    return None


def _done(life: Life, on: date, counts: Callable[[Item], bool]) -> tuple[int, int]:
    """Sets due and done in the last two weeks, of the exercises that count."""
    measured = adherence_between(
        life.clock,
        [item for item in life.items if counts(item)],
        life.side,
        [log.fact for log in life.logs],
        first=on - LOOK_BACK + timedelta(days=1),
        last=on,
        today=on,
    )
    return sum(day.due for day in measured.days), sum(day.done_sets for day in measured.days)
