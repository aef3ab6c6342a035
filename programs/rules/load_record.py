"""A load step as it is stored, so that it can be made again: one exercise, its sessions, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from programs.rules.decision_words import Colour, LoadAction, Verdict
from programs.rules.dose import Dose
from programs.rules.exact import as_stored
from programs.rules.load import PARAMETER_NAMES, ItemSession, LoadAsk, LoadStep, load_step
from programs.rules.parameters import Parameters, snapshot
from programs.rules.record import ENGINE_VERSION, Json, canonical, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRecord:
    """What a load step was made of and came to, in plain JSON values."""

    engine: str
    inputs: Json
    parameters: Json
    output: Json


def record_load(ask: LoadAsk, step: LoadStep, parameters: Parameters) -> LoadRecord:
    return LoadRecord(
        engine=ENGINE_VERSION,
        inputs=_inputs(ask),
        parameters=parameters.as_json(PARAMETER_NAMES),
        output=_output(ask, step),
    )


def replay_load(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> Json:
    """The output as the rule gives it now for the stored inputs and parameters."""
    ask = _ask(inputs)
    return _output(ask, load_step(ask, snapshot(parameters)))


def load_differences(inputs: Json, parameters: Json, output: Json) -> list[str]:
    """Where the replayed output is not the stored one; empty if it is."""
    now = replay_load(inputs, parameters)
    return [
        f"{key}: {canonical(output.get(key))} is now {canonical(now.get(key))}"
        for key in sorted({*output, *now})
        if canonical(output.get(key)) != canonical(now.get(key))
    ]


def _inputs(ask: LoadAsk) -> Json:
    return {
        "dose": ask.dose.as_dict(),
        "sessions": [freeze(session) for session in ask.sessions],
        "harder": ask.harder,
        "weekly": None if ask.weekly is None else str(ask.weekly),
        "kg_step": as_stored(ask.kg_step),
    }


def _ask(inputs: Mapping[str, Any]) -> LoadAsk:
    sessions = [{**session, "colour": Colour(session["colour"])} for session in inputs["sessions"]]
    return LoadAsk(
        dose=Dose.from_mapping(inputs["dose"]),
        sessions=tuple(ItemSession(**session) for session in sessions),
        harder=inputs["harder"],
        weekly=None if inputs["weekly"] is None else Verdict(inputs["weekly"]),
        kg_step=Fraction(inputs["kg_step"]),
    )


def _output(ask: LoadAsk, step: LoadStep) -> Json:
    return {
        "decision": str(step.action),
        "before": ask.dose.as_dict(),
        "dose": step.dose.as_dict(),
        "exercise": step.exercise,
        "why": step.why,
        "grows": step.action != LoadAction.KEEP,
    }
