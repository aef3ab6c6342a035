"""The walk-jog plan: what a run does to the runner's level, and when the next run may be.

Up after enough green runs in a row, never twice too fast; stay on amber or unknown; back after a red run
or soreness in the warm-up, with extra rest. At level 1 there is nothing to go back to: running pauses
until a physio has looked. Too many steps back in two weeks go to the physio as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from programs.rules.decision_words import Colour, RunAction
from programs.rules.facts import RunSession, RunState, RunStepFacts
from programs.rules.inputs import InputError
from programs.rules.parameters import Parameters

DEFAULT_TOP_LEVEL = 10
PARAMETER_NAMES = frozenset({
    "run.passes_required", "run.level_ups_max_7d", "run.rest_days_min", "run.rest_sore_warmup",
    "run.rest_sore_during", "run.step_backs_max_14d",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunStep:
    """Where the runner stands now. `rest_days` between this run and the next; None = until a physio says."""

    action: RunAction
    level: int
    passes: int
    rest_days: int | None

    def as_json(self) -> dict[str, Any]:
        return {
            "action": str(self.action),
            "level": self.level,
            "passes": self.passes,
            "rest_days": self.rest_days,
        }


@dataclass(frozen=True, slots=True)
class RunLevel:
    level: int
    repeats: int
    jog_min: int
    walk_min: int

    @property
    def jog_minutes(self) -> int:
        return self.repeats * self.jog_min


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The levels of a pack's running plan, and the tests to pass before some of them."""

    levels: tuple[RunLevel, ...]
    gates: Mapping[int, str]

    @classmethod
    def from_pack(cls, raw: Mapping[str, Any]) -> "RunPlan":
        gates = {gate["before_level"]: gate["test"] for gate in raw["entry"].get("level_gates", ())}
        return cls(tuple(RunLevel(**level) for level in raw["levels"]), gates)

    @property
    def top_level(self) -> int:
        return max(level.level for level in self.levels)


def top_level_of(plans: Sequence[Mapping[str, Any]]) -> int:
    """The last level of a pack's first running plan."""
    return RunPlan.from_pack(plans[0]).top_level if plans else DEFAULT_TOP_LEVEL


def run_step(facts: RunStepFacts, parameters: Parameters, top_level: int = DEFAULT_TOP_LEVEL) -> RunStep:
    """The step after a run whose colour is final. Raises InputError for a level the plan has not."""
    if facts.state.level > top_level:
        raise InputError("state.level", f"{facts.state.level} is above {top_level}, the last of the plan")
    rest = parameters.whole("run.rest_days_min")
    stay = RunStep(RunAction.REPEAT, facts.state.level, 0, rest)
    if facts.session.sore_in_warmup or facts.session.colour == Colour.RED:
        return _back(facts.state, facts.session, rest, parameters)
    return _on(facts.state, stay, parameters, top_level) if facts.session.colour == Colour.GREEN else stay


def _back(state: RunState, session: RunSession, rest: int, parameters: Parameters) -> RunStep:
    if state.level == 1:
        return RunStep(RunAction.PAUSE_RUN, 1, 0, None)
    sore = "run.rest_sore_warmup" if session.sore_in_warmup else "run.rest_sore_during"
    is_often = state.backs_14d >= parameters["run.step_backs_max_14d"]
    action = RunAction.ESCALATE if is_often else RunAction.STEP_BACK
    return RunStep(action, state.level - 1, 0, rest + parameters.whole(sore))


def _on(state: RunState, stay: RunStep, parameters: Parameters, top_level: int) -> RunStep:
    passed = replace(stay, passes=state.passes + 1)
    may_rise = state.ups_7d < parameters["run.level_ups_max_7d"]
    if passed.passes < parameters["run.passes_required"] or not may_rise:
        return passed
    if state.level == top_level:
        return replace(passed, action=RunAction.PLAN_DONE)
    return replace(passed, action=RunAction.LEVEL_UP, level=state.level + 1, passes=0)


def next_run_on(last_run_on: date, rest_days: int) -> date:
    """The first day a run is allowed again: full days of rest lie in between."""
    return last_run_on + timedelta(days=rest_days + 1)
