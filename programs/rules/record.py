"""A decision as it is stored, so that it can be made again bit for bit.

Inputs, the parameters the scope may read, and the output, as JSON whose numbers no reader can bend: whole
numbers, or exact text ("79.9", "200/3"). `replay` decides again from what is stored; `differences` says
where that and the stored output part.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from programs.rules.decision_words import Scope
from programs.rules.exact import as_stored
from programs.rules.facts import FACTS, ScopeFacts
from programs.rules.inputs import Amount, Kind, Part, kinds_of
from programs.rules.parameters import Parameters, snapshot
from programs.rules.scopes import Protocol, Result, judge, read_facts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Raised whenever the same inputs could lead to another output.
ENGINE_VERSION = "1"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a decision was made of and came to, in plain JSON values."""

    scope: Scope
    engine: str
    inputs: Json
    parameters: Json
    output: Json

    def as_json(self) -> Json:
        return {
            "scope": str(self.scope),
            "engine": self.engine,
            "inputs": self.inputs,
            "parameters": self.parameters,
            "output": self.output,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Record":
        return cls(**{**stored, "scope": Scope(stored["scope"])})


def decide(facts: ScopeFacts, protocol: Protocol, parameters: Parameters) -> tuple[Result, Record]:
    """The result, and the record of how it came about."""
    result = judge(facts, protocol, parameters)
    return result, record_of(facts, result, protocol, parameters)


def record_of(facts: ScopeFacts, result: Result, protocol: Protocol, parameters: Parameters) -> Record:
    """The record of a result that was just made from these facts."""
    scope = next(scope for scope, kind in FACTS.items() if isinstance(facts, kind))
    return Record(
        scope=scope,
        engine=ENGINE_VERSION,
        inputs=freeze(facts),
        parameters=parameters.as_json(protocol.parameter_names(scope)),
        output=result.as_json(),
    )


def replay(record: Record, protocol: Protocol) -> Json:
    """The output as the rules give it now for the stored inputs and parameters."""
    facts = read_facts(record.scope, thaw(FACTS[record.scope], record.inputs))
    return judge(facts, protocol, snapshot(record.parameters)).as_json()


def differences(record: Record, protocol: Protocol) -> list[str]:
    """Where the replayed output is not the stored one: "reasons: [...] is now [...]"; empty if it is."""
    now = replay(record, protocol)
    return [
        f"{key}: {canonical(record.output.get(key))} is now {canonical(now.get(key))}"
        for key in sorted({*record.output, *now})
        if canonical(record.output.get(key)) != canonical(now.get(key))
    ]


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def freeze(facts: Any) -> Json:
    """Facts as JSON values."""
    return {entry.name: _frozen(getattr(facts, entry.name)) for entry in fields(facts)}


def _frozen(value: Any) -> Any:
    if is_dataclass(value):
        return freeze(value)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return value if value is None or isinstance(value, bool) else str(value)
    return as_stored(value)


def thaw(facts: "type[DataclassInstance]", stored: Mapping[str, Any]) -> Json:
    """What `freeze` made, as `inputs.read` takes it: exact text is a number again."""
    return {name: _thawed(kinds_of(facts)[name], value) for name, value in stored.items()}


def _thawed(kind: Kind, value: Any) -> Any:
    if isinstance(kind, Part):
        return thaw(kind.facts, value)
    return Fraction(value) if isinstance(kind, Amount) and isinstance(value, str) else value
