"""Can I run today?

Four conditions (`run_conditions`) that must all be met, and vetoes, of which one is enough: today's knee
(swelling, giving way, limping), a stop or a pause by the clinic, a rest day, a full week, and whatever made
the last run red.

    a veto -> stop    something unknown -> unknown    a condition not met -> careful    otherwise -> go

in that order, so what is unknown is never green. A red run forbids the next one until the plan was eased
and its rest is over; then an easier run, with care, is the way back. How a first run goes nobody knows yet:
with the entry to running passed it is careful, without it unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from programs.rules.colour import NOT_SETTLED_H, Signal, session_colour
from programs.rules.decision_words import (
    Colour,
    ConditionReason,
    ConditionState,
    Instead,
    PainModel,
    RunCondition,
    RunVeto,
    RunWord,
)
from programs.rules.exact import Number
from programs.rules.parameters import Parameters
from programs.rules.run_conditions import Condition, LastRun, conditions, pain_model

PARAMETER_NAMES = frozenset({
    "run.settle_max_h", "run.sessions_max_week", "run.pain_green_max", "run.pain_amber_max",
    "resp.settle_green_h", "resp.settle_amber_h", "resp.morning_rise_green", "resp.morning_rise_red",
})  # fmt: skip
RED_SIGNALS: Mapping[Signal, RunVeto] = {
    Signal.STRIDE: RunVeto.STRIDE_CHANGED,
    Signal.TREND: RunVeto.PAIN_ROSE,
    Signal.PAIN: RunVeto.PAIN_HIGH,
    Signal.SETTLE: RunVeto.PAIN_LASTED,
    Signal.MORNING: RunVeto.MORNING_WORSE,
}
FOR_THE_CLINIC = frozenset({
    RunVeto.OPEN_STOP, RunVeto.RUNNING_PAUSED, RunVeto.SWELLING, RunVeto.GIVING_WAY,
})  # fmt: skip
MUST_BE_KNOWN = ("open_stop", "running_paused", "swelling", "giving_way", "limp")
WAITING = frozenset({RunVeto.REST_DAY, RunVeto.WEEK_FULL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A patient who asks. None = unknown, except `next_run_on` (no rest is due), `last_run` (none yet) and
    `km_left` (the week is not counted in distance).

    `swelling`, `giving_way` and `limp` are today's; `entry_passed`: the tests before running were."""

    swelling: int | None = None
    giving_way: bool | None = None
    limp: bool | None = None
    open_stop: bool | None = None
    running_paused: bool | None = None
    rehab_in_place: bool | None = None
    last_run: LastRun | None = None
    next_run_on: date | None = None
    runs_this_week: int = 0
    km_left: Number | None = None
    entry_passed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPermission:
    """The answer. `unanswered` names what was not known beside the conditions; `instead` is None on go."""

    word: RunWord
    model: PainModel
    conditions: tuple[Condition, ...]
    vetoes: tuple[RunVeto, ...]
    unanswered: tuple[str, ...]
    instead: Instead | None
    next_run_on: date | None

    def as_json(self) -> dict[str, Any]:
        return {
            "word": str(self.word),
            "model": str(self.model),
            "conditions": [
                {"name": str(each.name), "state": str(each.state), "reason": str(each.reason)}
                for each in self.conditions
            ],
            "vetoes": [str(veto) for veto in self.vetoes],
            "unanswered": list(self.unanswered),
            "instead": None if self.instead is None else str(self.instead),
            "next_run_on": None if self.next_run_on is None else self.next_run_on.isoformat(),
        }


def run_permission(runner: Runner, on: date, parameters: Parameters) -> RunPermission:
    """The answer for a date, the patient's today."""
    found = conditions(runner.last_run, runner.rehab_in_place, parameters)
    vetoes = tuple(_vetoes(runner, on, parameters))
    unanswered = tuple(name for name in MUST_BE_KNOWN if getattr(runner, name) is None)
    word = _word(runner, found, vetoes, unanswered)
    return RunPermission(
        word=word,
        model=pain_model(parameters),
        conditions=found,
        vetoes=vetoes,
        unanswered=unanswered,
        instead=_instead(word, runner, found, vetoes, unanswered),
        next_run_on=runner.next_run_on,
    )


def _vetoes(runner: Runner, on: date, parameters: Parameters) -> list[RunVeto]:
    standing = {
        RunVeto.OPEN_STOP: bool(runner.open_stop),
        RunVeto.RUNNING_PAUSED: bool(runner.running_paused),
        RunVeto.SWELLING: bool(runner.swelling),
        RunVeto.GIVING_WAY: bool(runner.giving_way),
        RunVeto.LIMP: bool(runner.limp),
        RunVeto.REST_DAY: runner.next_run_on is not None and on < runner.next_run_on,
        RunVeto.WEEK_FULL: _is_week_full(runner, parameters),
    }
    today = [veto for veto, stands in standing.items() if stands]
    return today if runner.last_run is None else [*today, *_vetoes_of(runner.last_run, parameters)]


def _is_week_full(runner: Runner, parameters: Parameters) -> bool:
    """All its runs, or all its kilometres."""
    nothing_left = runner.km_left is not None and runner.km_left <= 0
    return nothing_left or runner.runs_this_week >= parameters["run.sessions_max_week"]


def _vetoes_of(run: LastRun, parameters: Parameters) -> list[RunVeto]:
    """What made the last run red. Easing the plan answers all of it but a knee that is still sore."""
    signals = session_colour(run.as_session(), parameters).signals
    red = [veto for signal, veto in RED_SIGNALS.items() if signals.get(signal) == Colour.RED]
    if not run.is_eased:
        return red
    is_sore = run.settle_h is not None and run.settle_h >= NOT_SETTLED_H
    return [RunVeto.PAIN_LASTED] if is_sore else []


def _word(
    runner: Runner, found: tuple[Condition, ...], vetoes: tuple[RunVeto, ...], unanswered: tuple[str, ...]
) -> RunWord:
    if vetoes:
        return RunWord.STOP
    unknown = [each for each in found if each.state == ConditionState.UNKNOWN]
    if runner.entry_passed:
        unknown = [each for each in unknown if each.reason != ConditionReason.NO_RUN_YET]
    if unanswered or unknown:
        return RunWord.UNKNOWN
    return RunWord.GO if all(each.state == ConditionState.MET for each in found) else RunWord.CAREFUL


def _instead(
    word: RunWord,
    runner: Runner,
    found: tuple[Condition, ...],
    vetoes: tuple[RunVeto, ...],
    unanswered: tuple[str, ...],
) -> Instead | None:
    if word == RunWord.STOP:
        return _instead_of_stopping(set(vetoes))
    if word == RunWord.UNKNOWN:
        return _to_find_out(runner, unanswered)
    if word == RunWord.GO:
        return None
    rehab = next(each for each in found if each.name == RunCondition.REHAB_IN_PLACE)
    if rehab.state == ConditionState.NOT_MET:
        return Instead.REHAB_FIRST
    return Instead.FIRST_RUN if runner.last_run is None else Instead.EASIER_RUN


def _instead_of_stopping(vetoes: set[RunVeto]) -> Instead:
    if vetoes & FOR_THE_CLINIC:
        return Instead.CONTACT_CLINIC
    return Instead.REST_DAY if vetoes <= WAITING else Instead.REST_AND_CROSS_TRAIN


def _to_find_out(runner: Runner, unanswered: tuple[str, ...]) -> Instead:
    if unanswered:
        return Instead.ANSWER_CHECK
    return Instead.ASK_PHYSIO if runner.last_run is None else Instead.ANSWER_FOLLOW_UP
