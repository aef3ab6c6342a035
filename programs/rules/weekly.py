"""The weekly gate: go on, hold, go back, or ask for help.

Every rule of the pack is asked; the heaviest that fired decides. If none fired, the patient may move on:
to the next week, the next stage, or out of the program.

Moving on takes knowledge. Rules that hold are gates, and a gate whose facts are missing is not passed: when
nothing fired but a gate could not be read, the week is held, with that gate as the reason and the missing
facts named. The rules above them - escalating, regressing - are alarms: what is missing does not ring them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from programs.rules.decision_words import Regression, Scope, Verdict
from programs.rules.facts import WeeklyFacts, values_of
from programs.rules.parameters import Parameters
from programs.rules.rulebook import Answer, Rulebook
from programs.rules.verdicts import STOPS, Proposal, Reason, proposal

NOT_ENOUGH_DATA = "NOT_ENOUGH_DATA"
DEFAULT_RULE = "default"


def propose_weekly(facts: WeeklyFacts, rulebook: Rulebook, parameters: Parameters) -> Proposal:
    answers = rulebook.answers(Scope.WEEKLY, values_of(facts), parameters)
    fired = [answer.rule.reason() for answer in answers if answer.holds]
    return proposal(Scope.WEEKLY, fired or _not_passed(answers, facts), default_of(facts))


def default_of(facts: WeeklyFacts) -> Verdict:
    """How a patient moves on whom nothing holds back."""
    if not facts.is_last_week:
        return Verdict.ADVANCE_WEEK
    return Verdict.COMPLETE if facts.is_last_stage else Verdict.PROGRESS


def _not_passed(answers: Iterable[Answer], facts: WeeklyFacts) -> Iterator[Reason]:
    """Why nobody can say that this patient may move on."""
    for answer in answers:
        if answer.holds is None and answer.rule.verdict in {Verdict.HOLD, *STOPS}:
            is_gate = answer.rule.verdict == Verdict.HOLD
            yield _held(answer.rule.id, answer.rule.code if is_gate else NOT_ENOUGH_DATA, answer.missing)
    if facts.is_last_week is None:
        yield _held(DEFAULT_RULE, NOT_ENOUGH_DATA, ("is_last_week",))
    elif facts.is_last_week and facts.is_last_stage is None:
        yield _held(DEFAULT_RULE, NOT_ENOUGH_DATA, ("is_last_stage",))


def _held(rule: str, code: str, missing: tuple[str, ...]) -> Reason:
    return Reason(rule=rule, code=code, verdict=Verdict.HOLD, missing=missing)


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a REGRESS does. `asks_physio`: there is no stage to go back to, so a person looks at it."""

    kind: Regression
    asks_physio: bool = False


def way_back(regressions_in_window: int, *, in_first_stage: bool, escalated: bool = False) -> WayBack:
    """The first regression in the window lowers the dose; the second goes to the last week of the stage
    before. The next is an escalation (W-06). Beside any escalation only the dose goes down: where to go
    from there is what the physio is asked."""
    if regressions_in_window != 1 or escalated:
        return WayBack(Regression.DOSE)
    return WayBack(Regression.DOSE, asks_physio=True) if in_first_stage else WayBack(Regression.STAGE)
