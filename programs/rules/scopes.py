"""One door to all that can be decided from facts alone: a scope and its facts in, the result out.

For a command, a stored decision that is replayed, or anything else that has the scope as data. Code that
knows what it asks calls the rule itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from programs.rules import colour, mileage, running
from programs.rules.checkin import propose_checkin
from programs.rules.colour import SessionColour, session_colour
from programs.rules.decision_words import Scope
from programs.rules.facts import (
    FACTS,
    CheckinFacts,
    MileageFacts,
    RunStepFacts,
    ScopeFacts,
    SessionFacts,
    WeeklyFacts,
)
from programs.rules.inputs import read
from programs.rules.mileage import MileageCaps, mileage_caps
from programs.rules.parameters import Parameters
from programs.rules.rulebook import Rulebook
from programs.rules.running import RunStep, run_step, top_level_of
from programs.rules.verdicts import Proposal
from programs.rules.weekly import propose_weekly

Result: TypeAlias = SessionColour | Proposal | RunStep | MileageCaps

OWN_PARAMETERS: Mapping[Scope, frozenset[str]] = {
    Scope.SESSION_COLOUR: colour.PARAMETER_NAMES,
    Scope.RUN_STEP: running.PARAMETER_NAMES,
    Scope.MILEAGE_CAPS: mileage.PARAMETER_NAMES,
}


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a pack decides by: its rules, and the levels of its running plan."""

    rulebook: Rulebook
    top_level: int

    @classmethod
    def from_pack(cls, raw: Mapping[str, Any]) -> "Protocol":
        return cls(Rulebook.from_pack(raw), top_level_of(raw.get("return_to_run_plans", ())))

    def parameter_names(self, scope: Scope) -> frozenset[str]:
        """The parameters a decision of this scope may read."""
        return OWN_PARAMETERS.get(scope) or self.rulebook.parameter_names(scope)


def read_facts(scope: Scope, values: Mapping[str, object]) -> ScopeFacts:
    """Raises InputError with the field at fault."""
    return read(FACTS[scope], values)


def judge(facts: ScopeFacts, protocol: Protocol, parameters: Parameters) -> Result:
    match facts:
        case SessionFacts():
            return session_colour(facts, parameters)
        case CheckinFacts():
            return propose_checkin(facts, protocol.rulebook, parameters)
        case WeeklyFacts():
            return propose_weekly(facts, protocol.rulebook, parameters)
        case RunStepFacts():
            return run_step(facts, parameters, protocol.top_level)
        case MileageFacts():
            return mileage_caps(facts, parameters)
