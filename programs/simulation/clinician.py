"""The clinician of the simulation: approves what the rules propose, mostly the same morning, some days late.

A stop is lifted after some days. An escalation that nothing else speaks against - no week to hold, nothing to
go back for - is looked at, and the program goes on by hand.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from programs.rules.agenda import LOAD, WEEKLY, Made
from programs.rules.decision_words import LoadAction, Verdict
from programs.rules.verdicts import INCREASES
from programs.simulation.acting import carry_out_load, carry_out_week, position_of
from programs.simulation.course import Course

if TYPE_CHECKING:
    from programs.simulation.world import Decided

# Days until an answer: of ten proposals six are answered at once.
ANSWERED_AFTER = (0, 0, 0, 0, 0, 0, 1, 1, 2, 4)
STOP_LASTS = (2, 5)
LOOKED_AT_AFTER = 2


@dataclass(slots=True)
class Clinician:
    chance: Random
    waited_days: int = 0
    lifts_on: date | None = None
    due: dict[tuple[str, str, int], date] = field(default_factory=dict)

    def hears_of_stop(self, today: date) -> None:
        self.lifts_on = today + timedelta(days=self.chance.randint(*STOP_LASTS))

    def lifts_stop(self, today: date) -> bool:
        return self.lifts_on is not None and self.lifts_on <= today

    def answers(self, latest: "Iterable[Decided]", today: date) -> "Iterator[Decided]":
        """What waits and is answered today."""
        for decided in list(latest):
            if decided.made.waits and not decided.acted and self._is_due(decided.made, today):
                yield decided

    def lets_go_on(self, latest: "Mapping[tuple[str, str], Decided]", course: Course, today: date) -> bool:
        """Whether the week before was escalated with nothing else against it, and has been looked at now."""
        decided = latest.get((WEEKLY, f"week:{course.released - 1}"))
        if decided is None or decided.acted != Verdict.ESCALATE or course.released >= len(course.weeks):
            return False
        reasons = decided.made.record.output["reasons"]
        if any(reason["decision"] != Verdict.ESCALATE for reason in reasons):
            return False
        return decided.at.date() + timedelta(days=LOOKED_AT_AFTER) <= today

    def _is_due(self, made: Made, today: date) -> bool:
        key = (made.scope, made.key, made.revision)
        if key not in self.due:
            days = self.chance.choice(ANSWERED_AFTER)
            self.due[key] = today + timedelta(days=days)
            self.waited_days += days if made.scope == WEEKLY else 0
        return self.due[key] <= today

    def carries_out(self, course: Course, made: Made, today: date) -> str:
        """What was done in the end: as proposed, or nothing where the program has moved on since."""
        if made.scope == LOAD:
            carry_out_load(course, made, today)
            return str(LoadAction(made.verdict))
        verdict = Verdict(made.verdict)
        if verdict in INCREASES - {Verdict.COMPLETE} and not course.may_go_on(position_of(made)):
            verdict = Verdict.HOLD
            course.verdicts[position_of(made)] = verdict
        carry_out_week(course, made, verdict, today)
        return str(verdict)
