"""The four conditions for running with a sore knee: each met, not met or unknown, and why.

Three look at the last run, one at the rehab exercises. Two pain models can be chosen from: the knee is
quiet again within a day, or - stricter - within the hour and no worse the next morning.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from programs.rules.decision_words import (
    ConditionReason,
    ConditionState,
    PainModel,
    RunCondition,
    SessionKind,
    Trend,
)
from programs.rules.exact import Number
from programs.rules.facts import SessionFacts
from programs.rules.parameters import PAIN_MODELS, Parameters

STATES: Mapping[ConditionReason, ConditionState] = {
    ConditionReason.PAIN_MILD: ConditionState.MET,
    ConditionReason.SETTLED_IN_TIME: ConditionState.MET,
    ConditionReason.FORM_SAME: ConditionState.MET,
    ConditionReason.REHAB_DONE: ConditionState.MET,
    ConditionReason.NOT_ANSWERED: ConditionState.UNKNOWN,
    ConditionReason.NO_RUN_YET: ConditionState.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The last run as it was reported. `is_eased`: since then the plan was eased and its rest is over."""

    pain_peak: int | None = None
    pain_trend: Trend | None = None
    gait_changed: bool | None = None
    settle_h: Number | None = None
    morning_rise: Number | None = None
    is_eased: bool = False

    def as_session(self) -> SessionFacts:
        return SessionFacts(
            kind=SessionKind.RUN,
            pain_during=self.pain_peak,
            settle_h=self.settle_h,
            morning_rise=self.morning_rise,
            gait_changed=self.gait_changed,
            pain_trend=self.pain_trend,
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the four, with the reason for its state."""

    name: RunCondition
    reason: ConditionReason

    @property
    def state(self) -> ConditionState:
        return STATES.get(self.reason, ConditionState.NOT_MET)


def pain_model(parameters: Parameters) -> PainModel:
    """The stricter model is the one whose limit is its own hour; anything longer is read as the other."""
    hour = PAIN_MODELS[PainModel.HOUR]["run.settle_max_h"]
    return PainModel.HOUR if parameters["run.settle_max_h"] <= hour else PainModel.DAY


def conditions(
    last_run: LastRun | None, rehab_in_place: bool | None, parameters: Parameters
) -> tuple[Condition, ...]:
    of_the_run = (
        Condition(name, ConditionReason.NO_RUN_YET if last_run is None else ask(last_run, parameters))
        for name, ask in _OF_THE_RUN.items()
    )
    return (*of_the_run, Condition(RunCondition.REHAB_IN_PLACE, _rehab(rehab_in_place)))


def _pain(run: LastRun, parameters: Parameters) -> ConditionReason:
    """Without pain there is nothing that could have grown."""
    if run.pain_peak is None:
        return ConditionReason.NOT_ANSWERED
    if run.pain_peak > parameters["run.pain_green_max"]:
        return ConditionReason.PAIN_ABOVE_LIMIT
    if run.pain_peak == 0 or run.pain_trend in {Trend.BETTER, Trend.SAME}:
        return ConditionReason.PAIN_MILD
    return ConditionReason.NOT_ANSWERED if run.pain_trend is None else ConditionReason.PAIN_GREW


def _settles(run: LastRun, parameters: Parameters) -> ConditionReason:
    """A morning that was not reported stays open in the stricter model only: the other does not ask."""
    is_strict = pain_model(parameters) is PainModel.HOUR
    if run.settle_h is not None and run.settle_h > parameters["run.settle_max_h"]:
        return ConditionReason.SETTLED_LATE
    if _was_worse_next_morning(run, parameters, is_strict=is_strict):
        return ConditionReason.WORSE_NEXT_MORNING
    if run.settle_h is None or (is_strict and run.morning_rise is None):
        return ConditionReason.NOT_ANSWERED
    return ConditionReason.SETTLED_IN_TIME


def _was_worse_next_morning(run: LastRun, parameters: Parameters, *, is_strict: bool) -> bool:
    if run.morning_rise is None:
        return False
    too_much = run.morning_rise >= parameters["resp.morning_rise_red"]
    return too_much or (is_strict and run.morning_rise > parameters["resp.morning_rise_green"])


def _form(run: LastRun, _parameters: Parameters) -> ConditionReason:
    if run.gait_changed is None:
        return ConditionReason.NOT_ANSWERED
    return ConditionReason.FORM_CHANGED if run.gait_changed else ConditionReason.FORM_SAME


def _rehab(in_place: bool | None) -> ConditionReason:
    if in_place is None:
        return ConditionReason.NOT_ANSWERED
    return ConditionReason.REHAB_DONE if in_place else ConditionReason.REHAB_NOT_DONE


_OF_THE_RUN: Mapping[RunCondition, Callable[[LastRun, Parameters], ConditionReason]] = {
    RunCondition.PAIN_STAYS_MILD: _pain,
    RunCondition.SETTLES: _settles,
    RunCondition.FORM_UNCHANGED: _form,
}
