"""Facts as a line of JSON, and the decision as another: what `manage.py decide` reads and writes.

JSON is read strictly: decimals exactly as written, no name twice, no NaN, nothing huge. A line that cannot
be used gets an answer that names the field at fault.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from programs.rules.colour import SessionColour
from programs.rules.decision_words import Scope
from programs.rules.exact import as_json_number
from programs.rules.inputs import InputError
from programs.rules.mileage import MileageCaps
from programs.rules.parameters import Parameters
from programs.rules.rulebook import RULE_SCOPES
from programs.rules.running import RunStep
from programs.rules.scopes import Protocol, Result, judge, read_facts
from programs.rules.verdicts import Proposal

LONGEST_LINE = 64 * 1024
Json = dict[str, Any]


class LineError(ValueError):
    """A line that is not one JSON object."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers lines about one scope. `example_facts` are what a pack's worked examples leave unsaid."""

    scope: Scope
    protocol: Protocol
    parameters: Parameters
    example_facts: Mapping[str, object] = field(default_factory=dict)

    def answer(self, line: bytes) -> Json:
        """The decision, or {"error", "field"}; field is None if it is the line that is wrong."""
        try:
            facts = read_facts(self.scope, self._unwrapped(read_object(line)))
            return shown(judge(facts, self.protocol, self.parameters))
        except InputError as error:
            return {"error": str(error), "field": error.field}
        except LineError as error:
            return {"error": f"line: {error}", "field": None}

    def _unwrapped(self, values: Json) -> Mapping[str, object]:
        """The facts of a line, which may also be a worked example of the pack: {"facts", "expect", ...}."""
        if self.scope not in RULE_SCOPES:
            return {name: value for name, value in values.items() if name != "expect"}
        facts = values.get("facts")
        if not isinstance(facts, dict) or not values.keys() <= {"facts", "expect", "reasons"}:
            return values
        return {**self.example_facts, **facts} if "expect" in values else facts


def read_object(line: bytes) -> Json:
    """The JSON object on a line. Raises LineError, or InputError for a name that is there twice."""
    if len(line) > LONGEST_LINE:
        raise LineError(f"longer than {LONGEST_LINE // 1024} kB")
    try:
        value = json.loads(
            line.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
    except (InputError, LineError):
        raise
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON ({error})") from error
    if not isinstance(value, dict):
        raise LineError("not a JSON object")
    return value


def _decimal(text: str) -> Decimal:
    """Exact; what is too large even for that becomes infinite, which no field takes."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _no_number(text: str) -> None:
    raise LineError(f"not JSON ({text} is not a number)")


def _each_once(pairs: list[tuple[str, Any]]) -> Json:
    values: Json = {}
    for name, value in pairs:
        if name in values:
            raise InputError(name, "given twice")
        values[name] = value
    return values


def shown(result: Result) -> Json:
    """The result for readers: codes for reasons, plain numbers for kilometres."""
    match result:
        case SessionColour():
            return {"colour": str(result.colour)}
        case Proposal():
            return {"decision": str(result.verdict), "reasons": list(result.codes)}
        case RunStep():
            return result.as_json()
        case MileageCaps():
            return {"week_km": _km(result.week_km), "session_km": _km(result.session_km)}


def _km(km: Fraction | None) -> int | float | None:
    return None if km is None else as_json_number(km)
