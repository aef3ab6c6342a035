"""What the rules propose, and why: one verdict, and every rule that fired as a reason.

The highest rank wins. Nothing that fired is lost: a regression beside an escalation is still to be
carried out while the physio's task waits, and running pauses whichever rule asked for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from programs.rules.decision_words import Effect, Scope, Verdict

RANKS: Mapping[Verdict, int] = {
    Verdict.STOP_EMERGENCY: 100,
    Verdict.STOP_URGENT: 90,
    Verdict.ESCALATE: 80,
    Verdict.REGRESS: 70,
    Verdict.ADJUST: 70,
    Verdict.HOLD: 60,
    Verdict.ADVANCE_WEEK: 50,
    Verdict.CONTINUE: 50,
    Verdict.PROGRESS: 40,
    Verdict.COMPLETE: 40,
}
STOPS = frozenset({Verdict.STOP_EMERGENCY, Verdict.STOP_URGENT})
# Each of these lets a patient do more and waits for a clinician.
INCREASES = frozenset({Verdict.ADVANCE_WEEK, Verdict.PROGRESS, Verdict.COMPLETE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that fired. `missing` names the facts it wanted and did not get, if that is why."""

    rule: str
    code: str
    verdict: Verdict
    sla_hours: int | None = None
    also: tuple[Effect, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        return RANKS[self.verdict]

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "code": self.code,
            "decision": str(self.verdict),
            "sla_hours": self.sla_hours,
            "also": [str(effect) for effect in self.also],
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The decision the rules propose. `reasons` are in order of weight; without one it is the default."""

    scope: Scope
    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)

    @property
    def sla_hours(self) -> int | None:
        """Within how many hours the physio is to look: the shortest time any reason gives."""
        return min(
            (reason.sla_hours for reason in self.reasons if reason.sla_hours is not None), default=None
        )

    @property
    def is_stop(self) -> bool:
        return self.verdict in STOPS

    @property
    def is_increase(self) -> bool:
        return self.verdict in INCREASES

    @property
    def pauses_running(self) -> bool:
        return self.is_stop or any(Effect.PAUSE_RUNNING in reason.also for reason in self.reasons)

    def includes(self, verdict: Verdict) -> bool:
        """Whether a rule proposed this, whatever else won."""
        return self.verdict == verdict or any(reason.verdict == verdict for reason in self.reasons)

    def as_json(self) -> dict[str, Any]:
        return {"decision": str(self.verdict), "reasons": [reason.as_json() for reason in self.reasons]}


def proposal(scope: Scope, fired: Iterable[Reason], default: Verdict) -> Proposal:
    """The heaviest of what fired, or the default if nothing did."""
    reasons = tuple(sorted(fired, key=lambda reason: (-reason.rank, reason.rule)))
    return Proposal(scope=scope, verdict=reasons[0].verdict if reasons else default, reasons=reasons)
